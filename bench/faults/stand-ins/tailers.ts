import { EventBatch } from '../../../server/realtime/event-batch.ts';
import { createTailers as original, type Tailers } from '../../../server/realtime/tailers.ts';

/** A batch that follows nothing: whoever sleeps wakes up and looks. */
const nothing = new EventBatch([{ seq: -1, type: '', audience: 'everyone', body: '' }]);

/** Planted: a stream that throws when the database fails, instead of waiting for it. */
export function createTailers(options: Parameters<typeof original>[0]): Tailers {
  const breaking = new Set<(error: unknown) => void>();
  const tailers = original({
    ...options,
    onFault(error) {
      options.onFault(error);
      for (const fail of breaking) fail(error);
    },
  });
  return {
    stop: () => tailers.stop(),
    async attach(tenantId, topic) {
      const { tailer, detach } = await tailers.attach(tenantId, topic);
      const listeners = new Set<(batch: EventBatch) => void>();
      let fault: unknown = null;
      const fail = (error: unknown) => {
        fault = error;
        for (const listener of listeners) listener(nothing);
      };
      breaking.add(fail);
      return {
        tailer: {
          get top() {
            return tailer.top;
          },
          recent: (after) => tailer.recent(after),
          read: (after) => tailer.read(after),
          hint: (seq, events) => tailer.hint(seq, events),
          onAdvance(listener) {
            if (fault) throw fault;
            listeners.add(listener);
            const stop = tailer.onAdvance(listener);
            return () => {
              listeners.delete(listener);
              stop();
            };
          },
        },
        detach() {
          breaking.delete(fail);
          detach();
        },
      };
    },
  };
}
