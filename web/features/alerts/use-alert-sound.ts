import { useEffect } from 'react';
import { useSound, useSoundAllowed } from '../../ui/sound.ts';

const repeatAfter = 4_000;

/** Sounds again and again while something calls the person, from one tab of this browser. */
export function useAlertSound(isCalling: boolean): void {
  const sound = useSound();
  const isAllowed = useSoundAllowed();
  useEffect(() => {
    if (!isCalling || !isAllowed) return;
    const controller = new AbortController();
    const ring = (): Promise<void> =>
      new Promise((resolve) => {
        sound.play('alert');
        const timer = setInterval(() => sound.play('alert'), repeatAfter);
        controller.signal.addEventListener('abort', () => {
          clearInterval(timer);
          resolve();
        });
      });
    // locks exist only where the page came over https or from this machine
    if ('locks' in navigator) navigator.locks.request('medsync-alert-sound', { signal: controller.signal }, ring).catch(() => undefined);
    else void ring();
    return () => controller.abort();
  }, [sound, isCalling, isAllowed]);
}
