import { useEffect, useEffectEvent, useRef } from 'react';
import { isPassing } from '../lib/error-words.ts';
import { backoffDelay } from './backoff.ts';
import { useConnectionState } from './use-connection.ts';

/**
 * Tries again by itself what failed: at once when the connection is back, and while it is live, too, ever more seldom, when the
 * reason may pass. An answer may be lost a moment before or after the connection says so. `error` is null while nothing failed.
 */
export function useRetry(error: unknown, retry: (() => void) | undefined): void {
  const isLive = useConnectionState().name === 'live';
  const tries = useRef(0);
  const again = useEffectEvent(() => retry?.());
  const wasLive = useRef(isLive);
  useEffect(() => {
    const isBack = isLive && !wasLive.current;
    wasLive.current = isLive;
    if (isBack) tries.current = 0;
    if (!isLive || error === null || !(isBack || isPassing(error))) return;
    const timer = setTimeout(again, isBack ? 0 : 1_000 + backoffDelay(tries.current, Math.random()));
    tries.current += 1;
    return () => clearTimeout(timer);
  }, [isLive, error]);
}
