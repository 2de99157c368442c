import { useSyncExternalStore } from 'react';

function watch(listener: () => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  document.addEventListener('visibilitychange', listener, { signal });
  window.addEventListener('focus', listener, { signal });
  window.addEventListener('blur', listener, { signal });
  return () => controller.abort();
}

const isAttentive = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Whether somebody can be looking: the tab is in front and its window has the focus. */
export const useAttention = (): boolean => useSyncExternalStore(watch, isAttentive);
