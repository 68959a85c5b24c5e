/** Questions and talks: most pages have none, so a package brings this with the parts that do. */

import { mountCheckIn } from '../components/check-in/check-in.js';
import { mountConversation } from '../components/conversation/conversation.js';
import { mountQuiz } from '../components/quiz/quiz.js';

/** @type {import('./types.js').Stage} */ (window).seeMeNow.onDemand({
  'check-in': mountCheckIn,
  conversation: mountConversation,
  quiz: mountQuiz,
});
