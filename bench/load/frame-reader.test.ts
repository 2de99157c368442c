import { expect, test } from 'vitest';
import { createFrameReader, textFrame } from './frame-reader.ts';

function serverFrame(text: string): Buffer {
  const { length } = text;
  const low = [(length >> 8) & 0xff, length & 0xff];
  const size = length < 126 ? [length] : length < 65_536 ? [126, ...low] : [127, 0, 0, 0, 0, 0, length >> 16, ...low];
  return Buffer.concat([Buffer.from([0x81, ...size]), Buffer.from(text)]);
}

test('reads frames that are cut anywhere', () => {
  const sent = ['', 'short', 'x'.repeat(125), 'y'.repeat(126), 'z'.repeat(3_000), 'w'.repeat(70_000), 'end'];
  const bytes = Buffer.concat(sent.map(serverFrame));
  for (const size of [1, 2, 3, 7, 128, 1_000, bytes.length]) {
    const received: string[] = [];
    const read = createFrameReader({ onText: (text) => received.push(text), onPing: () => {}, onClose: () => {} });
    const reused = Buffer.alloc(size);
    for (let at = 0; at < bytes.length; at += size) read(reused.subarray(0, bytes.copy(reused, 0, at, at + size)));
    expect(received).toEqual(sent);
  }
});

test('writes frames that are masked with zeros', () => {
  const length = 300;
  const frame = textFrame('a'.repeat(length));
  expect([...frame.subarray(0, 8)]).toEqual([0x81, 0xfe, length >> 8, length & 0xff, 0, 0, 0, 0]);
  expect(frame.subarray(8).toString()).toBe('a'.repeat(length));
});
