/** The player with the adapter of SCORM 2004, 3rd and 4th edition. */

import { scorm2004 } from '../../scorm/runtime/scorm2004.js';
import { boot } from './main.js';

boot(scorm2004);
