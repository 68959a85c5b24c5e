/**
 * The script of the chat, loaded when somebody opens it. The build puts the call that hands over its data behind it:
 * `seeMeNow.chat(seeMeNowChat.mountChat, {…})`.
 */

export { mountChat } from '../components/chat/chat.js';
