import { useEffect, useEffectEvent } from 'react';
import { isKey } from './is-key.ts';

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Dialogs, popovers and menus: whatever lies above the page takes the key, and closes itself with Escape. */
const layers = '[role="dialog"], [role="menu"], [role="listbox"]';
const isCovered = (): boolean => [...document.querySelectorAll(layers)].some((layer) => layer.checkVisibility());

/** Calls `onPress` when `key` (`KeyboardEvent.key`) is pressed alone, while nobody is typing and nothing lies above the page. */
export function useKey(key: string, onPress: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!isKey(event, key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isEditable(event.target)) return;
    event.preventDefault();
    onPress();
  });
  useEffect(() => {
    // a layer that this very key closes is gone by the time the key gets here
    let wasCovered = false;
    const look = (event: KeyboardEvent): void => {
      if (isKey(event, key)) wasCovered = isCovered();
    };
    const listener = (event: KeyboardEvent): void => {
      if (!wasCovered) press(event);
    };
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', listener);
    };
  }, [key]);
}
