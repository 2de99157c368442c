import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { readAnew } from './read-anew.ts';

test.each(['the first reading', 'a later one'])('%s that is under way starts over', async (which) => {
  const queryClient = new QueryClient();
  const queryKey = ['chart'];
  const answers: PromiseWithResolvers<string>[] = [];
  const queryFn = (): Promise<string> => {
    const answer = Promise.withResolvers<string>();
    answers.push(answer);
    return answer.promise;
  };
  if (which === 'a later one') queryClient.setQueryData(queryKey, 'long ago', { updatedAt: 1 });
  const observer = new QueryObserver(queryClient, { queryKey, queryFn });
  const stop = observer.subscribe(() => undefined);
  expect(answers).toHaveLength(1);

  const done = readAnew(queryClient, queryKey);
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[0]!.resolve('before');
  answers[1]!.resolve('after');
  await done;
  expect(observer.getCurrentResult().data).toBe('after');
  stop();
  queryClient.clear();
});
