/**
 * The script of finder and guide, read ahead for everybody (help-dialogs.js). The build puts behind it the call that
 * hands over what they show: `seeMeNowHelp({…})`.
 */

import { mountFinder } from '../components/finder/finder.js';
import { mountGuide } from '../components/guide/guide.js';

/** @type {{seeMeNowHelp?: (page: import('./types.js').HelpPage) => void}} */ (window).seeMeNowHelp = (page) => {
  /** @type {import('./types.js').Stage} */ (window).seeMeNow.help?.(page, { finder: mountFinder, guide: mountGuide });
};
