/** Stories, their films, and noticing signals in them: a package brings these with the parts that have a story. */

import { mountSpotting } from '../components/spotting/spotting.js';
import { mountStory } from '../components/story/story.js';

/** @type {import('./types.js').Stage} */ (window).seeMeNow.onDemand({ story: mountStory, spotting: mountSpotting });
