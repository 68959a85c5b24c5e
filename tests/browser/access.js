// What tests/browser/test_access.py measures in a page: each function returns the offenders, in words a person can find.
// Where a dialog is open, only it is looked at: nothing else can be reached.
(() => {
  const PRESSABLE = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const LESSER = '.smn-transcript__time--button, p a, figcaption a, textarea';
  const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`;
  let shifted = 0;
  /** Where the way by Tab began: when it comes back there, it has been everywhere. */
  let first = null;
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) shifted += each.value;
  }).observe({ type: 'layout-shift', buffered: true });

  /** The dialog on top: one may stand over another. */
  const dialog = () => [...document.querySelectorAll('dialog[open]')].at(-1);
  const root = () => dialog() ?? document.body;
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const all = (selector) => [...root().querySelectorAll(selector)].filter(isShown);
  const round = (number) => Math.round(number * 10) / 10;

  function named(element) {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ');
    return `${element.tagName.toLowerCase()}.${element.className.baseVal ?? element.className} “${words.slice(0, 40)}”`;
  }

  /** The element as a screen reader would name it, in short. */
  function spoken(element) {
    const labels = [...(element.labels ?? [])].map((each) => each.textContent).join(' ');
    const words = element.getAttribute('aria-label') ?? (labels || element.textContent);
    const kind = element.getAttribute('role') ?? element.getAttribute('type') ?? element.tagName.toLowerCase();
    return `${kind}: ${words.trim().replace(/\s+/g, ' ').slice(0, 50)}`;
  }

  /** Each piece of text that is drawn, with the element it stands in and its first box. */
  function texts() {
    const walker = document.createTreeWalker(root(), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !isShown(element) || element.closest('option, textarea')) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const [box] = range.getClientRects();
      if (box?.width && box.right > 0 && box.bottom + scrollY > 0) found.push({ element, range });
    }
    return found;
  }

  function sideways() {
    const scroller = document.scrollingElement;
    const wide = scroller.scrollWidth - scroller.clientWidth;
    const cut = all('*').filter(
      (each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth && getComputedStyle(each).overflowX !== 'visible',
    );
    return [...(wide > 0 ? [`the page is ${wide} px too wide`] : []), ...cut.map((each) => `cut off: ${named(each)}`)];
  }

  function spaced() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SPACING);
    document.adoptedStyleSheets = [sheet];
    const found = sideways();
    document.adoptedStyleSheets = [];
    return found;
  }

  function pinned() {
    return [...document.querySelectorAll('body *')]
      .filter((each) => isShown(each) && ['fixed', 'sticky'].includes(getComputedStyle(each).position))
      .filter((each) => !each.matches('dialog'))
      .map(named);
  }

  /** What a finger meets at the middle of a box, unless that is the element itself, or lets it be seen. */
  function over(element, { left, top, width, height }) {
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    const isSeen = !hit || hit.contains(element) || element.contains(hit) || getComputedStyle(hit).opacity === '0';
    return isSeen ? null : hit;
  }

  /** Text under something else, at whatever place the page is scrolled to. */
  function covered() {
    const scroller = dialog() ?? document.scrollingElement;
    const begin = scroller.scrollTop;
    const pieces = texts().map(({ element, range }) => ({ element, range, top: range.getBoundingClientRect().top + begin }));
    const found = [];
    for (let y = 0; y < scroller.scrollHeight; y += innerHeight / 2) {
      scroller.scrollTo({ top: y, behavior: 'instant' });
      for (const { element, range } of pieces.filter(({ top }) => top > y - innerHeight && top < y + innerHeight)) {
        const [box] = range.getClientRects();
        const middle = box.top + box.height / 2;
        const hit = middle > 0 && middle < innerHeight ? over(element, box) : null;
        if (hit && !isOutOf(element, box)) found.push(`${named(element)} under ${named(hit)}`);
      }
    }
    scroller.scrollTo({ top: 0, behavior: 'instant' });
    return [...new Set(found)];
  }

  /** Whether the scrolled dialog has this box out of sight. */
  function isOutOf(element, box) {
    const frame = element.closest('dialog')?.getBoundingClientRect();
    return Boolean(frame && (box.bottom > frame.bottom || box.top < frame.top));
  }

  function targetOf(element) {
    return element.matches('[type=radio], [type=checkbox]') ? (element.closest('label') ?? element) : element;
  }

  /** A link in the middle of a sentence is as high as its line: WCAG 2.5.8 leaves it so. */
  function isInSentence(element) {
    if (!element.matches('a') || getComputedStyle(element).display !== 'inline') return false;
    return [...element.parentElement.childNodes].some((each) => each !== element && each.textContent.trim());
  }

  function small() {
    return all(PRESSABLE).flatMap((element) => {
      const { width, height, bottom } = targetOf(element).getBoundingClientRect();
      const least = element.matches(LESSER) ? 24 : 44;
      if (isInSentence(element) || element.matches(':disabled') || bottom + scrollY <= 0) return [];
      const isLarge = Math.min(width, height) >= least - 0.05;
      return isLarge ? [] : [`${named(element)} ${round(width)} × ${round(height)}, wanted ${least}`];
    });
  }

  function channels(colour) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return { rgb: [red, green, blue], alpha };
  }

  function luminance(colour) {
    const [red, green, blue] = channels(colour).rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function ground(element) {
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (channels(backgroundColor).alpha > 0.5) return backgroundColor;
    }
    return getComputedStyle(document.documentElement).getPropertyValue('color-scheme') === 'dark' ? 'rgb(0,0,0)' : 'rgb(255,255,255)';
  }

  /** Text that stands out less than 4.5 to 1 from what is painted behind it. */
  function faint() {
    const found = texts().flatMap(({ element }) => {
      const [one, other] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      return ratio >= 4.5 ? [] : [`${named(element)} ${round(ratio)} to 1`];
    });
    return [...new Set(found)];
  }

  /** To the very start, as if the page had just been opened. */
  function start() {
    scrollTo({ top: 0, behavior: 'instant' });
    const place = dialog()?.querySelector('h2') ?? document.body;
    const before = place.getAttribute('tabindex');
    place.tabIndex = -1;
    place.focus();
    if (before === null) place.removeAttribute('tabindex');
    first = null;
  }

  /** What is wrong with how the focus can be seen, and whether it has been all the way round. */
  function focused() {
    const element = document.activeElement;
    const box = targetOf(element).getBoundingClientRect();
    const stands = [element, element.nextElementSibling, element.parentElement, element.parentElement?.parentElement];
    const isMarked = stands.some((each) => {
      const style = each && getComputedStyle(each);
      return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    });
    const isWhole = box.top >= -1 && (box.bottom <= innerHeight + 1 || box.height > innerHeight);
    const hit = over(targetOf(element), box);
    const faults = [
      ...(isMarked ? [] : ['has no mark']),
      ...(isWhole ? [] : [`stands at ${round(box.top)} to ${round(box.bottom)} of ${innerHeight}`]),
      ...(hit ? [`is under ${named(hit)}`] : []),
    ];
    const isRound = element === document.body || element === first;
    first ??= element;
    return { isRound, name: spoken(element), faults: faults.map((fault) => `${named(element)} ${fault}`) };
  }

  function shift() {
    const value = shifted;
    shifted = 0;
    return value;
  }

  /** Pages that are hidden are taken out meanwhile: axe would go through them each time, and report nothing of them but an id that occurs twice. */
  async function axeFaults(tags) {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: ${id}`);
    const hidden = [...document.querySelectorAll('[data-page-id][hidden]')].map((page) => {
      const place = document.createComment('');
      page.replaceWith(place);
      return () => place.replaceWith(page);
    });
    const { violations } = await window.axe
      .run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false })
      .finally(() => hidden.forEach((putBack) => putBack()));
    return [...twice, ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`))];
  }

  window.access = { sideways, spaced, pinned, covered, small, faint, start, focused, shift, axeFaults };
})();
