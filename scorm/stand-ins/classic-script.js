/** Entry for esbuild: `window.StrictLms` and `window.LmsModels`, for a page that stands in for an LMS. */

import * as LmsModels from './models.js';
import { StrictLms } from './strict-lms.js';

Object.assign(globalThis, { StrictLms, LmsModels });
