import type { RefCallback } from 'react';

const property = '--app-composer-top';

/** Tells style sheets how far below the window's top the composer begins, so that nothing that floats reaches it. */
export const tellComposerTop: RefCallback<HTMLElement> = (composer) => {
  if (!composer) return;
  const { documentElement } = document;
  const observer = new ResizeObserver(() => documentElement.style.setProperty(property, `${composer.getBoundingClientRect().top}px`));
  observer.observe(composer);
  // it stands at the end of what has the window's height
  observer.observe(documentElement);
  return () => {
    observer.disconnect();
    documentElement.style.removeProperty(property);
  };
};
