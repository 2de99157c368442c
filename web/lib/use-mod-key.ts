import { useEffect, useEffectEvent } from 'react';
import { isKey } from './is-key.ts';

/** Calls `onPress` when the letter is pressed with Ctrl or Command, wherever the focus is. */
export function useModKey(letter: string, onPress: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || !isKey(event, letter)) return;
    event.preventDefault();
    onPress();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
