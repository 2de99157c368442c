import { useEffect, useRef } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { onStop, onText, silent, type TypingPace } from './typing-pace.ts';

/** Tells the others that the caller types. */
export function useTyping(roomId: string): { onText(text: string): void; onStop(): void } {
  const { client } = trpc.useUtils();
  const pace = useRef<TypingPace>(silent);

  function follow(step: { pace: TypingPace; tell: boolean | null }): void {
    pace.current = step.pace;
    // fleeting: one that is lost lapses by itself
    if (step.tell !== null) client.rooms.setTyping.mutate({ roomId, typing: step.tell }).catch(() => undefined);
  }

  const stop = (): void => follow(onStop(pace.current));
  const stopOnLeave = useRef(stop);
  useEffect(() => () => stopOnLeave.current(), []);
  return { onText: (text) => follow(onText(pace.current, text, Date.now())), onStop: stop };
}
