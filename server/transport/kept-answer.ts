/**
 * One computation for all who ask while it runs and until `keptFor` milliseconds after it began; its failure is an answer like
 * any other. `now` counts milliseconds and never goes back.
 */
export function keepAnswer<T>(compute: () => Promise<T>, keptFor: number, now: () => number = () => performance.now()): () => Promise<T> {
  let answer: Promise<T> | null = null;
  let askedAt = 0;
  let running = false;

  return () => {
    if (answer && (running || now() - askedAt < keptFor)) return answer;
    askedAt = now();
    running = true;
    const computed = compute();
    const end = () => void (running = false);
    computed.then(end, end);
    answer = computed;
    return computed;
  };
}
