import { takenPlaces, type Placed } from './taken-places.ts';

/** How long what has taken another's place cannot be pressed, in milliseconds. */
const guardedFor = 300;
const mark = 'data-just-moved';

const pressable = 'a[href], button, label, summary, select, textarea, input:not([type=hidden]), [role=button], [role=option], [role=menuitem]';
const field = 'select, textarea, input:not([type=checkbox], [type=radio], [type=submit], [type=button])';
const layers = '[role=dialog], [role=menu], [role=listbox]';

function measure({ innerWidth, innerHeight, document }: Window): Map<Element, Placed> {
  const things = new Map<Element, Placed>();
  for (const element of document.querySelectorAll(pressable)) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    if (right <= left || bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) continue;
    things.set(element, { box: { left, top, right, bottom }, layer: element.closest(layers) });
  }
  return things;
}

const areOne = (a: Element, b: Element): boolean => a.contains(b) || b.contains(a);

/**
 * Keeps presses, by mouse or by finger, from what has just slid, come or stayed behind under them: for a moment it is as if
 * it were not there. What moves because somebody scrolls, drags or resizes the window is meant. The keyboard is never held up.
 */
export function guardClicks(view: Window): void {
  const { document } = view;
  let things = measure(view);
  let frame: number | null = null;
  let isMeant = false;
  let isPressed = false;
  let isSwallowed = false;
  const timers = new WeakMap<Element, number>();

  function guard(element: Element): void {
    view.clearTimeout(timers.get(element));
    element.setAttribute(mark, '');
    timers.set(element, view.setTimeout(() => element.removeAttribute(mark), guardedFor));
  }

  function look(): void {
    if (frame !== null) view.cancelAnimationFrame(frame);
    frame = null;
    const now = measure(view);
    if (!isMeant && !isPressed) for (const element of takenPlaces(things, now, areOne)) if (!element.matches(field)) guard(element);
    isMeant = false;
    things = now;
  }
  const lookSoon = (): void => void (frame ??= view.requestAnimationFrame(look));
  const meant = (): void => {
    isMeant = true;
    lookSoon();
  };

  new MutationObserver((changes) => {
    if (changes.some(({ attributeName }) => attributeName !== mark)) lookSoon();
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const event of ['scroll', 'resize', 'transitionend', 'animationend']) view.addEventListener(event, meant, { capture: true, passive: true });

  view.addEventListener(
    'pointerdown',
    (event) => {
      // what changed since the last frame has not been looked at
      if (frame !== null) look();
      isSwallowed = event.target instanceof Element && event.target.closest(`[${mark}]`) !== null;
      isPressed = true;
      if (isSwallowed) event.stopImmediatePropagation();
    },
    { capture: true },
  );
  for (const event of ['pointerup', 'pointercancel'])
    view.addEventListener(event, () => {
      if (isPressed && frame !== null) look();
      isPressed = false;
    }, { capture: true });
  for (const type of ['mousedown', 'click'] as const)
    view.addEventListener(
      type,
      (event) => {
        // without a count of presses it is the keyboard's
        if (!isSwallowed || event.detail === 0) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true },
    );
}
