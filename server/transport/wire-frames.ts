import type { Topic } from '../../shared/topics.ts';
import type { Cursors } from '../realtime/cursor.ts';
import type { EventBatch } from '../realtime/event-batch.ts';
import { mayReceive, type Audience } from '../realtime/event-log.ts';
import { trackedText } from './encoder.ts';

/** How a text is put on a connection. Each way has a name, so that readers on one way share what was made for it. */
export interface Framing {
  readonly name: string;
  frame(text: string): Buffer;
}

interface Readers {
  cursors: Cursors;
  topic: Topic;
  audience: Audience;
  subscriptionId: unknown;
  framing: Framing;
}

/**
 * The batch as frames that tRPC's clients understand, ready for the connection: one after the other, without those that
 * the audience may not receive. Readers who call their subscription the same share one buffer; clients number theirs from
 * one on, so most do.
 */
export const wireFrames = (batch: EventBatch, { cursors, topic, audience, subscriptionId, framing }: Readers): Buffer =>
  batch.once(`${framing.name} ${audience} ${JSON.stringify(subscriptionId)}`, () =>
    Buffer.concat(
      batch.events
        .filter((event) => mayReceive(audience, event))
        .map(({ seq, body }) => framing.frame(trackedText(subscriptionId, cursors.format(topic, seq), body))),
    ),
  );

export const socketFraming: Framing = { name: 'socket', frame: textFrame };

/** An unmasked, unfragmented text frame (RFC 6455, section 5.2). */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = 0x81;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerLength);
  return frame;
}
