import { useState } from 'react';
import type { Obstacle } from './obstacles.ts';

interface Question {
  obstacle: Obstacle;
  answer(reason: string | null): void;
}

/** A move that waits for a word of why. */
export function useQuestion() {
  const [question, setQuestion] = useState<Question | null>(null);
  async function askWhy(obstacle: Obstacle): Promise<string | null> {
    const { promise, resolve } = Promise.withResolvers<string | null>();
    setQuestion({ obstacle, answer: resolve });
    const reason = await promise;
    setQuestion(null);
    return reason;
  }
  return { question, askWhy };
}
