/** Entry for esbuild: the strict LMSs, the cmi5 LMS and the models on `window`, for a page that stands in for an LMS. */

import { Cmi5Lrs } from './cmi5-lrs.js';
import * as LmsModels from './models.js';
import { StrictLms2004 } from './strict-lms-2004.js';
import { StrictLms } from './strict-lms.js';

Object.assign(globalThis, { StrictLms, StrictLms2004, Cmi5Lrs, LmsModels });
