/** The player with the adapter of SCORM 1.2: the entry that a package of that format carries. */

import { scorm12 } from '../../scorm/runtime/scorm12.js';
import { boot } from './main.js';

boot(scorm12);
