/**
 * The film player: own controls of native elements, captions and descriptions out of the transcript in the page.
 * Captions come from the page and not from a file, so no wrong MIME type of an LMS can break them.
 */

import { all, find, makeButton, maybe } from '../../player/find.js';
import { clock } from '../../player/texts.js';
import { playFromMemory } from './seekable.js';

/** Closer to the end than this, a film starts from the beginning again. */
const END_S = 2;

/**
 * @param {HTMLElement} root    [data-film]
 * @param {HTMLElement} story   holds the transcript
 * @param {{id: string, desk: import('../../player/player.js').Desk}} context
 */
export function mountFilm(root, story, { id, desk }) {
  const { say } = desk;
  const video = /** @type {HTMLVideoElement} */ (find(root, 'video'));
  const captions = find(root, '[data-film-captions]');
  const description = find(root, '[data-film-describe]');
  const seek = /** @type {HTMLInputElement} */ (find(root, '[data-film-seek]'));
  const trouble = find(root, '[data-film-trouble]');
  const length = Number(root.dataset['duration']);
  const lines = all(story, '[data-line]');
  /** Whether the film stands where it should: resumed, or sent there by the learner. */
  let hasPlace = false;
  const track = video.addTextTrack('captions', say('film.captions'), desk.outline.language);
  for (const line of lines) {
    track.addCue(new VTTCue(Number(line.dataset['start']), Number(line.dataset['end']), find(line, '[data-words]').textContent ?? ''));
  }
  // Hidden: cues are timed but we draw them ourselves, with a size and a place that the learner chooses.
  track.mode = 'hidden';

  video.controls = false;
  find(root, '[data-film-controls]').hidden = false;
  captions.hidden = false;
  addTimes();

  video.addEventListener('loadedmetadata', () => {
    // Under load this event comes when the film has already run for a moment: its time says nothing.
    const kept = desk.learner().films[id] ?? 0;
    if (!hasPlace && kept && kept < length - END_S) video.currentTime = kept;
    hasPlace = true;
    void playFromMemory(video);
  });
  for (const event of ['play', 'pause']) video.addEventListener(event, showPlaying); // at its end a film is paused, too
  video.addEventListener('play-from', (event) => {
    goTo(/** @type {CustomEvent<number>} */ (event).detail);
    bringUp();
  });
  for (const event of ['timeupdate', 'seeked']) video.addEventListener(event, showTime);
  video.addEventListener('error', () => (trouble.hidden = false));
  track.addEventListener('cuechange', showCaption);
  // Full screen on iPhones shows the bare video: there the browser draws the captions.
  video.addEventListener('webkitbeginfullscreen', () => (track.mode = isOn('captions') ? 'showing' : 'hidden'));
  video.addEventListener('webkitendfullscreen', () => (track.mode = 'hidden'));

  onPress('[data-film-play]', () => (video.paused ? play() : video.pause()));
  video.addEventListener('click', () => (video.paused ? play() : video.pause()));
  onPress('[data-film-restart]', () => goTo(0));
  onPress('[data-film-again]', () => {
    hasPlace = false;
    trouble.hidden = true;
    video.load();
    begin();
  });
  onPress('[data-film-settings]', (button) => {
    const settings = find(root, '.smn-film__settings');
    settings.hidden = !settings.hidden;
    button.setAttribute('aria-expanded', String(!settings.hidden));
  });
  for (const name of ['captions', 'describe', 'sound']) {
    const button = maybe(root, `[data-film-toggle="${name}"]`);
    button?.addEventListener('click', () => toggle(name, button));
    if (button && name === 'sound' && desk.wishes()?.audio === false) toggle(name, button);
  }
  seek.addEventListener('input', () => {
    hasPlace = true;
    video.currentTime = Number(seek.value);
  });
  for (const name of ['size', 'place']) onChoice(name, (value) => choose(name, value));
  onChoice('speed', (value) => (video.playbackRate = Number(value)));
  offerFullScreen();

  /** Shows the picture for the first time and plays: the learner has asked for it. */
  function begin() {
    video.poster = video.dataset['poster'] ?? '';
    bringUp();
    play();
  }

  /**
   * The words of a silent film stand under its picture, its controls under them: all should be in sight. In a low frame
   * that is the picture; the button may then lie below.
   */
  function bringUp() {
    find(root, '[data-film-play]').focus({ preventScroll: true });
    root.scrollIntoView({ block: 'nearest' });
    video.scrollIntoView({ block: 'nearest' });
  }

  function play() {
    // A browser may refuse or an LMS may fail to send: the first leaves the button, the second is said by `error`.
    video.play().catch(() => showPlaying());
  }

  /** @param {number} seconds */
  function goTo(seconds) {
    hasPlace = true;
    video.currentTime = seconds;
    play();
  }

  function showPlaying() {
    for (const face of all(root, '[data-film-face]')) face.hidden = (face.dataset['filmFace'] === 'play') !== video.paused;
  }

  function showTime() {
    seek.value = String(Math.round(video.currentTime));
    seek.setAttribute('aria-valuetext', say('film.position', { now: clock(video.currentTime), length: clock(length) }));
    find(root, '[data-film-now]').textContent = clock(video.currentTime);
    const scene = all(story, '[data-describe]').filter((each) => Number(each.dataset['start']) <= video.currentTime + 0.5).pop();
    const words = scene?.textContent ?? '';
    if (description.textContent !== words) description.textContent = words;
    // Rides along with the next saved step: a film's second is not worth a commit of its own. A page that was left is finished,
    // and its film paused only then: what is kept of it is forgotten.
    const seconds = Math.floor(video.currentTime);
    if (seconds && video.offsetParent && seconds !== desk.learner().films[id]) desk.change({ films: { ...desk.learner().films, [id]: seconds } });
  }

  function showCaption() {
    const cue = /** @type {VTTCue|undefined} */ (track.activeCues?.[0]);
    captions.textContent = cue?.text ?? '';
    for (const line of lines) {
      if (cue && Number(line.dataset['start']) === cue.startTime) line.setAttribute('aria-current', 'true');
      else line.removeAttribute('aria-current');
    }
  }

  /** @param {string} name @param {HTMLElement} button */
  function toggle(name, button) {
    button.setAttribute('aria-pressed', String(!isOn(name)));
    captions.hidden = !isOn('captions');
    description.hidden = !isOn('describe');
    if (name === 'sound') video.muted = !isOn('sound');
  }

  /** @param {string} name */
  function isOn(name) {
    return find(root, `[data-film-toggle="${name}"]`).getAttribute('aria-pressed') === 'true';
  }

  /** Times in the transcript become buttons that play from there. */
  function addTimes() {
    for (const time of all(story, '[data-time]')) {
      const start = Number(time.parentElement?.dataset['start']);
      const button = makeButton(time.textContent ?? '', 'smn-transcript__time smn-transcript__time--button', () => {
        if (root.hidden) maybe(story, '[data-story-watch]')?.click();
        goTo(start);
      });
      button.setAttribute('aria-label', say('film.play-from', { time: clock(start) }));
      time.replaceWith(button);
    }
  }

  function offerFullScreen() {
    const button = find(root, '[data-film-full]');
    const bare = /** @type {{webkitEnterFullscreen?: () => void}} */ (video);
    button.hidden = !document.fullscreenEnabled && !bare.webkitEnterFullscreen;
    onPress('[data-film-full]', () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else if (document.fullscreenEnabled) void root.requestFullscreen();
      else bare.webkitEnterFullscreen?.();
    });
  }

  /** @param {string} name @param {string} value */
  function choose(name, value) {
    root.dataset[`captions${name === 'size' ? 'Size' : 'Place'}`] = value;
  }

  /** @param {string} selector @param {(button: HTMLElement) => void} act */
  function onPress(selector, act) {
    const button = find(root, selector);
    button.addEventListener('click', () => act(button));
  }

  /** @param {string} name @param {(value: string) => void} act */
  function onChoice(name, act) {
    const select = /** @type {HTMLSelectElement} */ (find(root, `[data-film-${name}]`));
    select.addEventListener('change', () => act(select.value));
  }

  return { begin };
}
