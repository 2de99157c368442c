import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { readAnew, readUnfed } from './read-anew.ts';

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

test('what no feed keeps current is read anew, and nothing else', async () => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  const read: string[] = [];
  const stops = [['orders', 'mine'], [['patients', 'search'], { type: 'query' }]].map((queryKey) => {
    queryClient.setQueryData(queryKey, 'before');
    const queryFn = () => (read.push(JSON.stringify(queryKey[0])), 'after');
    return new QueryObserver(queryClient, { queryKey, queryFn }).subscribe(() => undefined);
  });
  await readUnfed(queryClient);
  expect(read).toEqual(['["patients","search"]']);
  for (const stop of stops) stop();
  queryClient.clear();
});
