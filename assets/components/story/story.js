/** A story: nothing plays or shows before the learner has read the note and asked for it; skipping counts the same. */

import { all, find, focusOn, maybe } from '../../player/find.js';
import { mountFilm } from './film.js';

/**
 * @param {HTMLElement} root   [data-story]
 * @param {import('../../player/player.js').Desk} desk
 */
export function mountStory(root, desk) {
  const film = maybe(root, '[data-film]');
  const after = find(root, '[data-story-after]');
  const transcript = /** @type {HTMLDetailsElement} */ (find(root, '[data-transcript]'));
  // The afterthought gives the story away: it waits until the learner has chosen a way into it.
  after.hidden = !transcript.open;
  transcript.addEventListener('toggle', () => (after.hidden &&= !transcript.open));
  if (!film) return;
  const id = root.dataset['story'] ?? '';
  const before = find(root, '[data-story-before]');
  const skipped = find(root, '[data-story-skipped]');
  const player = mountFilm(film, root, { id, desk });
  find(root, '[data-story-choices]').hidden = false;
  show(before);

  find(root, '[data-story-watch]').addEventListener('click', () => {
    show(film);
    player.begin();
  });
  // Skipping stays in this page: what is kept is that the page was finished, as it is after watching.
  find(root, '[data-action="skip"]').addEventListener('click', () => {
    show(skipped);
    focusOn(find(skipped, 'h2'));
  });
  find(root, '[data-story-unskip]').addEventListener('click', () => {
    show(before);
    find(root, '[data-story-watch]').focus();
  });

  const video = find(film, 'video');
  const on = find(film, '[data-story-on]');
  video.addEventListener('ended', () => (on.hidden = false));
  for (const event of ['play', 'seeking']) video.addEventListener(event, () => (on.hidden = true));
  on.addEventListener('click', async () => {
    // What follows stands outside of what fills the screen.
    if (document.fullscreenElement) await document.exitFullscreen();
    const heading = all(after, 'h2').find((each) => each.offsetParent !== null);
    focusOn(heading ?? find(after, '[data-story-closing]'));
  });

  /** @param {HTMLElement} one */
  function show(one) {
    for (const each of [before, skipped, /** @type {HTMLElement} */ (film)]) each.hidden = each !== one;
    after.hidden = one === before && !transcript.open;
  }
}
