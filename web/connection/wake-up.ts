export interface WakeUpListener {
  /** The machine slept, so the socket is dead whatever it says. */
  awoke(): void;
  /** The tab became visible: the socket may be dead. */
  shown(): void;
  online(): void;
  offline(): void;
}

const beat = 5_000;
/** Browsers slow timers of hidden tabs down to one a minute, so only a gap beyond that in a visible tab is sleep. */
const sleptAfter = 30_000;

/** Watches for the moments after which a connection cannot be trusted. Returns how to stop. */
export function watchWakeUps(listener: WakeUpListener, now: () => number = Date.now): () => void {
  let lastBeat = now();
  const onBeat = () => {
    const gap = now() - lastBeat;
    lastBeat = now();
    if (gap > sleptAfter && document.visibilityState === 'visible') listener.awoke();
  };
  const onVisibility = () => {
    if (document.visibilityState !== 'visible') return;
    lastBeat = now();
    listener.shown();
  };
  const timer = setInterval(onBeat, beat);
  const controller = new AbortController();
  const { signal } = controller;
  document.addEventListener('visibilitychange', onVisibility, { signal });
  document.addEventListener('resume', () => listener.awoke(), { signal });
  window.addEventListener('pageshow', ({ persisted }) => persisted && listener.awoke(), { signal });
  window.addEventListener('online', () => listener.online(), { signal });
  window.addEventListener('offline', () => listener.offline(), { signal });
  return () => {
    clearInterval(timer);
    controller.abort();
  };
}
