/** What only some pages need: rarer types of questions, and talks. A package brings it with the parts that have them. */

import { mountCheckIn } from '../components/check-in/check-in.js';
import { mountConversation } from '../components/conversation/conversation.js';
import { matching } from '../components/matching/matching.js';
import { ordering } from '../components/ordering/ordering.js';
import { place } from '../components/place/place.js';

/** @type {any} */ (window).seeMeNow.onDemand({
  answering: { ordering, matching, place },
  mount: { 'check-in': mountCheckIn, conversation: mountConversation },
});
