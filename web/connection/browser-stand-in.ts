import { setMaxListeners } from 'node:events';
import { vi } from 'vitest';

/** What connections need of a browser, where there is none: a tab that is visible and online, and remembers nothing. */
export function stubBrowser(): void {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  // a thousand of them may share it
  setMaxListeners(0, window, document);
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', document);
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
}
