/** Entry for esbuild: the strict LMSs on `window`, for a page that stands in for one. */

import * as LmsModels from './models.js';
import { StrictLms2004 } from './strict-lms-2004.js';
import { StrictLms } from './strict-lms.js';

Object.assign(globalThis, { StrictLms, StrictLms2004, LmsModels });
