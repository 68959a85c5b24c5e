/** Noticing signals in a film: only stories need it, so a package brings this with the parts that have one. */

import { mountSpotting } from '../components/spotting/spotting.js';

/** @type {import('./types.js').Stage} */ (window).seeMeNow.onDemand({ spotting: mountSpotting });
