import type { ErrorReason } from '../../shared/errors.ts';
import { limits } from '../../shared/limits.ts';

export interface BatchCall {
  path: string;
  input?: unknown;
}

export interface BatchAnswer {
  /** `ok`, or why it was refused. */
  reason: ErrorReason | 'ok';
  data?: unknown;
  text: string;
}

/** So many bytes of inputs go into one request. */
const bytes = limits.http.bodyBytes - 10_000;

/** Posts the calls, queries too, in batches as large as they may be; answers in the order of the calls. */
export async function callBatch(url: string, token: string | null, calls: BatchCall[]): Promise<BatchAnswer[]> {
  const answers: BatchAnswer[] = [];
  for (const batch of batchesOf(calls)) answers.push(...(await post(url, token, batch)));
  return answers;
}

function batchesOf(calls: BatchCall[]): BatchCall[][] {
  const batches: BatchCall[][] = [];
  let room = 0;
  for (const call of calls) {
    const size = Buffer.byteLength(JSON.stringify(call.input) ?? '') + 10;
    const last = batches.at(-1);
    if (last && last.length < limits.http.batchCalls && size <= room) last.push(call);
    else batches.push([call]);
    room = (batches.at(-1)!.length === 1 ? bytes : room) - size;
  }
  return batches;
}

async function post(url: string, token: string | null, batch: BatchCall[]): Promise<BatchAnswer[]> {
  const inputs = Object.fromEntries(batch.flatMap(({ input }, index) => (input === undefined ? [] : [[index, input]])));
  const response = await fetch(`${url}/trpc/${batch.map(({ path }) => path).join(',')}?batch=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(inputs),
  });
  const answers = (await response.json()) as { error?: { data: { reason: ErrorReason } }; result?: { data: unknown } }[];
  if (!Array.isArray(answers)) {
    // one of its calls had the whole of it refused before it was parsed
    const { error } = answers as { error: { data: { reason: ErrorReason } } };
    if (batch.length === 1) return [{ reason: error.data.reason, text: JSON.stringify(answers) }];
    return (await Promise.all(batch.map((call) => post(url, token, [call])))).flat();
  }
  return answers.map((answer) => ({ reason: answer.error ? answer.error.data.reason : 'ok', data: answer.result?.data, text: JSON.stringify(answer) }));
}
