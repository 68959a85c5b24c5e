/** The player with the adapter of cmi5. */

import { cmi5 } from '../../scorm/runtime/cmi5.js';
import { boot } from './main.js';

boot(cmi5);
