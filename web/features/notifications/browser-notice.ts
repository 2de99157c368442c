import { useSyncExternalStore } from 'react';
import { countWords } from './news.ts';

export type BrowserPermission = NotificationPermission | 'unsupported';

const readPermission = (): BrowserPermission => ('Notification' in window ? window.Notification.permission : 'unsupported');

function watchPermission(listener: () => void): () => void {
  const controller = new AbortController();
  navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => status.addEventListener('change', listener, { signal: controller.signal }))
    // a browser that cannot tell is asked again with the next rendering
    .catch(() => undefined);
  return () => controller.abort();
}

/** Whether this browser shows notifications of ours. */
export const useBrowserPermission = (): BrowserPermission => useSyncExternalStore(watchPermission, readPermission);

/** Asks the person through the browser's own question. Only where they have just said that they want it. */
export const askBrowserPermission = (): Promise<BrowserPermission> => window.Notification.requestPermission();

/**
 * Tells through the browser, outside of the page, where anybody may look: titles name no patient, and nothing else is
 * shown. One note takes the place of the last, in whichever tab that was made.
 */
export function showBrowserNotice(titles: string[], onOpen: () => void): void {
  if (readPermission() !== 'granted' || titles.length === 0) return;
  try {
    const notice = new window.Notification(titles.length === 1 ? titles[0]! : countWords(titles.length), {
      tag: 'medsync',
      icon: '/icon.svg',
    });
    notice.addEventListener('click', () => {
      window.focus();
      notice.close();
      onOpen();
    });
  } catch {
    // phones allow it to service workers only; the page has its other ways
  }
}
