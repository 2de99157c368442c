/**
 * Keys that write with an input method are nobody else's: they reach no handler of ours. Safari says of the Enter that ends
 * a composition, after `compositionend`, only that its code is 229 (https://bugs.webkit.org/show_bug.cgi?id=165004).
 * Call it before anything else listens to keys.
 */
export function keepCompositionKeys(page: EventTarget): void {
  page.addEventListener(
    'keydown',
    (event) => {
      // oxlint-disable-next-line typescript/no-deprecated -- nothing else tells this Enter from another
      if (event instanceof KeyboardEvent && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
