/** Entry for esbuild: the strict LMS as `window.StrictLms`, for a page that stands in for an LMS. */
import { StrictLms } from './strict-lms.js';

Object.assign(globalThis, { StrictLms });
