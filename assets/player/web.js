/** The player on a plain website: an adapter that finds no LMS, because there is none to look for. */

import { standalone } from '../../scorm/runtime/standalone.js';
import { boot } from './main.js';

boot(() => standalone(window, '', Date.now));
