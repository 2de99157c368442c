import type { RefCallback } from 'react';

const property = '--app-alerts-height';

/** Tells style sheets how high the bar is that stands above everything, so that what hangs on a wall begins below it. */
export const tellHeight: RefCallback<HTMLElement> = (bar) => {
  if (!bar) return;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => style.setProperty(property, `${bar.offsetHeight}px`));
  observer.observe(bar);
  return () => {
    observer.disconnect();
    style.removeProperty(property);
  };
};
