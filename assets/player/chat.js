/**
 * The script of the chat, read ahead for everybody (help-dialogs.js). The build puts the call that hands over its data behind
 * it: `seeMeNow.chat(seeMeNowChat.mountChat, {…})`.
 */

export { mountChat } from '../components/chat/chat.js';
