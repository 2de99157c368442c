import type { RefCallback } from 'react';

const property = '--app-composer-top';

/** Tells style sheets how far below the window's top the composer begins, so that nothing that floats reaches it. */
export const tellComposerTop: RefCallback<HTMLElement> = (composer) => {
  if (!composer) return;
  const { documentElement } = document;
  const tell = (): void => documentElement.style.setProperty(property, `${composer.getBoundingClientRect().top}px`);
  const observer = new ResizeObserver(tell);
  observer.observe(composer);
  // it stands at the end of what has the window's height, and in a low window of what scrolls
  observer.observe(documentElement);
  window.addEventListener('scroll', tell, { capture: true, passive: true });
  return () => {
    observer.disconnect();
    window.removeEventListener('scroll', tell, { capture: true });
    documentElement.style.removeProperty(property);
  };
};
