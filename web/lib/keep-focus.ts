/** Milliseconds in which whoever took the focused element away, a dialog that closes for example, may place the focus itself. */
const settlesWithin = 100;

const places = 'main, section[aria-label], form[aria-label], article, [role="region"], [role="dialog"], [role="alertdialog"], [role="list"][aria-label], ul[aria-label], nav, header';

const isDisabled = (element: Element): boolean => element.matches(':disabled');

function pathOf(element: HTMLElement): HTMLElement[] {
  const path = [];
  for (let each: HTMLElement | null = element; each !== null; each = each.parentElement) path.push(each);
  return path;
}

function focusPlace(place: HTMLElement): void {
  if (!place.hasAttribute('tabindex')) {
    place.tabIndex = -1;
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
}

/**
 * Keeps the keyboard's place. An action often takes away the button that was pressed, or disables it while it is under way, and
 * browsers then start at the top of the page. The focus goes to the nearest part of the page that is still there and has a
 * name, and back to the button if that can be pressed again.
 */
export function keepFocus(page: Document): void {
  let path: HTMLElement[] = [];
  let place: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isLost = (): boolean => {
    const active = page.activeElement;
    return active === null || active === page.body || isDisabled(active);
  };

  function settle(): void {
    const [last] = path;
    if (last === undefined) return;
    const canReturn = last.isConnected && !isDisabled(last);
    if (place !== null && page.activeElement === place) {
      if (canReturn) last.focus({ preventScroll: true });
      return;
    }
    if (!isLost()) return;
    if (canReturn) return last.focus({ preventScroll: true });
    place = path.find((each) => each !== last && each.isConnected && each.matches(places)) ?? page.querySelector('main');
    if (place) focusPlace(place);
  }

  page.addEventListener('focusin', ({ target }) => {
    if (target === place) return;
    place = null;
    path = target instanceof HTMLElement ? pathOf(target) : [];
  });
  page.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null || !(target instanceof HTMLElement)) return;
    // left on purpose, if it is still there once the event is over: nothing is given back
    setTimeout(() => {
      if (page.hasFocus() && target === path[0] && target.isConnected && !isDisabled(target)) path = [];
    });
  });
  new MutationObserver(() => {
    if (path.length === 0 || (!isLost() && place === null)) return;
    clearTimeout(timer);
    timer = setTimeout(settle, settlesWithin);
  }).observe(page.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
}
