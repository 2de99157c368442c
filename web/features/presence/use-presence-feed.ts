import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { newId } from '../../../shared/ids.ts';
import { trpc } from '../../lib/trpc.ts';
import { createIdleWatch, type IdleWatch } from './idle.ts';
import { mergePresence, presenceKey, type Present } from './merge-presence.ts';
import { usePresent } from './use-present.ts';

const checkEvery = 15_000;
const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Says that the person is here, and keeps who else is. Once per tab, for as long as they are signed in. */
export function usePresenceFeed(): void {
  const queryClient = useQueryClient();
  // keeps the cache from being emptied while no page asks who is here
  usePresent();
  // every tab is idle for itself: the person is away when all of theirs are
  const [tabId] = useState(newId);
  // one after the other: what was said last is what counts
  const { mutate } = trpc.presence.setStatus.useMutation({ retry: 2, scope: { id: 'presence status' } });
  const idle = useRef<IdleWatch>(null);
  const follow = useEffectEvent((step: 'input' | 'check' | 'connected') => {
    idle.current ??= createIdleWatch(Date.now);
    const status = idle.current[step]();
    if (status) mutate({ status, tabId });
  });

  trpc.presence.watch.useSubscription(
    { tabId },
    {
      onStarted: () => follow('connected'),
      onData: (event) => queryClient.setQueryData<Present>(presenceKey, (present = {}) => mergePresence(present, event)),
    },
  );

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    for (const type of inputs) window.addEventListener(type, () => follow('input'), { signal, passive: true });
    // a browser lets the timers of a hidden tab run once a minute: away comes that much later, never not at all
    document.addEventListener('visibilitychange', () => follow('check'), { signal });
    const timer = setInterval(() => follow('check'), checkEvery);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, []);
}
