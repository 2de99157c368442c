import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { idleStatus } from './idle.ts';
import { mergePresence, presenceKey, type Present } from './merge-presence.ts';
import { usePresent } from './use-present.ts';

const checkEvery = 15_000;
const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Says that the person is here, and keeps who else is. Once per tab, for as long as they are signed in. */
export function usePresenceFeed(): void {
  const queryClient = useQueryClient();
  // keeps the cache from being emptied while no page asks who is here
  usePresent();
  const { mutate: setStatus } = trpc.presence.setStatus.useMutation();
  const lastInputAt = useRef<number | null>(null);
  const told = useRef<'online' | 'away'>('online');

  const tell = useEffectEvent(() => {
    const now = Date.now();
    lastInputAt.current ??= now;
    const status = idleStatus(lastInputAt.current, now);
    if (status === told.current) return;
    told.current = status;
    setStatus({ status });
  });

  trpc.presence.watch.useSubscription(
    undefined,
    {
      onStarted: () => {
        // a new connection counts as online until it says otherwise
        told.current = 'online';
      },
      onData: (event) =>
        queryClient.setQueryData<Present>(presenceKey, (present = {}) => mergePresence(present, event)),
    },
  );

  useEffect(() => {
    tell();
    const controller = new AbortController();
    const onInput = () => {
      lastInputAt.current = Date.now();
      tell();
    };
    for (const type of inputs) window.addEventListener(type, onInput, { signal: controller.signal, passive: true });
    const timer = setInterval(() => tell(), checkEvery);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, []);
}
