import { useState } from 'react';
import type { Busy } from './busy-notice.tsx';

interface Question {
  busy: Busy;
  answer(reason: string | null): void;
}

/** A move onto another visit that waits for a word of why. */
export function useQuestion() {
  const [question, setQuestion] = useState<Question | null>(null);
  async function askWhy(busy: Busy): Promise<string | null> {
    const { promise, resolve } = Promise.withResolvers<string | null>();
    setQuestion({ busy, answer: resolve });
    const reason = await promise;
    setQuestion(null);
    return reason;
  }
  return { question, askWhy };
}
