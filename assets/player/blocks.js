/** What stands in pages and moves: questions, talks, signals, sheets, the result, stories. The first page has none, so a package brings it with the parts that do. */

import { mountCheckIn } from '../components/check-in/check-in.js';
import { mountConversation } from '../components/conversation/conversation.js';
import { mountProof } from '../components/proof/proof.js';
import { mountQuiz } from '../components/quiz/quiz.js';
import { showResult } from '../components/result/result.js';
import { mountSheet } from '../components/sheet/sheet.js';
import { mountSignals } from '../components/signals/signals.js';
import { mountSpotting } from '../components/spotting/spotting.js';
import { mountStory } from '../components/story/story.js';

/** @type {import('./types.js').Stage} */ (window).seeMeNow.onDemand({
  'check-in': mountCheckIn,
  conversation: mountConversation,
  proof: mountProof,
  quiz: mountQuiz,
  result: showResult,
  sheet: mountSheet,
  signals: mountSignals,
  spotting: mountSpotting,
  story: mountStory,
});
