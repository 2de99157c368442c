import { createContext, use, useSyncExternalStore } from 'react';

type Call = 'notice' | 'alert';

/** Two short rising notes for a notice, three falling ones for an alert: hertz, and seconds after the first. */
const notes: Record<Call, [hertz: number, after: number][]> = {
  notice: [
    [660, 0],
    [880, 0.12],
  ],
  alert: [
    [988, 0],
    [740, 0.18],
    [988, 0.36],
  ],
};
const length = 0.16;
const loudness: Record<Call, number> = { notice: 0.12, alert: 0.3 };

/** Tones made on the spot. Browsers stay silent until the person has touched the page; before that nothing is played. */
export interface Sound {
  isAllowed(): boolean;
  subscribe(listener: () => void): () => void;
  play(call: Call): void;
}

export function createSound(page: Pick<Window, 'addEventListener' | 'removeEventListener'> = window): Sound {
  const listeners = new Set<() => void>();
  let audio: AudioContext | null = null;

  function onTouch(): void {
    audio ??= new AudioContext();
    if (audio.state === 'running') return onRunning();
    void audio.resume().then(onRunning, () => undefined);
  }
  function onRunning(): void {
    for (const type of ['pointerup', 'keydown'] as const) page.removeEventListener(type, onTouch);
    for (const listener of listeners) listener();
  }
  for (const type of ['pointerup', 'keydown'] as const) page.addEventListener(type, onTouch);

  return {
    isAllowed: () => audio?.state === 'running',
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    play(call) {
      if (audio?.state !== 'running') return;
      for (const [hertz, after] of notes[call]) playNote(audio, hertz, audio.currentTime + after, loudness[call]);
    },
  };
}

/** One note that fades, so that it does not click. */
function playNote(audio: AudioContext, hertz: number, at: number, volume: number): void {
  const tone = audio.createOscillator();
  const level = audio.createGain();
  tone.frequency.value = hertz;
  level.gain.setValueAtTime(volume, at);
  level.gain.exponentialRampToValueAtTime(0.001, at + length);
  tone.connect(level).connect(audio.destination);
  tone.start(at);
  tone.stop(at + length);
}

export const SoundContext = createContext<Sound | null>(null);

export function useSound(): Sound {
  const sound = use(SoundContext);
  if (!sound) throw new Error('There is no sound above this component.');
  return sound;
}

/** Whether the browser lets the page be heard. */
export function useSoundAllowed(): boolean {
  const sound = useSound();
  return useSyncExternalStore(sound.subscribe, sound.isAllowed);
}
