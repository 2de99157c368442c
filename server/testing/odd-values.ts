const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < depth; n++) value = wrap(value);
  return value;
};

const numbers = [0, -1, 1, 0.5, -0.5, 1e-7, 2 ** 15, 2 ** 31 - 2, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 2 ** 63, 8.64e15, 1e21, 1e308];

const instants = [
  '0000-01-01T00:00:00Z',
  '0000-12-31T23:59:59.999-00:01',
  '0001-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '0002-01-01T00:00:00Z',
  '0099-12-31T23:59:59Z',
  '1600-02-29T00:00:00Z',
  '2031-01-01T00:00:00+15:59',
  '2031-01-01T00:00:00+16:00',
  '2031-01-01T00:00:00-23:59',
  '2031-01-01T00:00:00.123456789123456789Z',
  '2031-02-30T00:00:00Z',
  '2031-01-01T24:00:00Z',
  '2031-01-01T00:00:60Z',
  '2031-01-01T00:00Z',
  '9998-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-23:59',
  '10000-01-01T00:00:00Z',
  '+010000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '+275760-09-14T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '294277-01-01T00:00:00Z',
  '2031-01-01',
  '0000-00-00',
  '24:00',
  'infinity',
];

const texts = ['', ' ', '\0', 'a\0b', '\ud800', 'a\udc00b', '\udc00\ud800', '\u202e', '\u200b', '\uffff', '😀'.repeat(2_001), 'x'.repeat(201), 'x'.repeat(100_000), 'null', '-1', '1e999', 'NaN', "'; select 1 --", '%', '\\', '_', '{}', '../..', '__proto__'];

const ids = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '01A21E46-78A0-700D-A6E7-7C7AB490B22A', '{01a21e46-78a0-700d-a6e7-7c7ab490b22a}', '01a21e4678a0700da6e77c7ab490b22a'];

const structures = [null, true, {}, [], [[]], JSON.parse('{"__proto__":{"x":1},"constructor":1}') as unknown, nested(500, (inner) => [inner]), nested(500, (inner) => ({ inner })), Array.from({ length: 1_000 }, () => 0)];

/** What no field expects, whatever its type: the edges of numbers, times, texts, ids and structures. */
export const oddValues: readonly unknown[] = [...numbers, ...instants, ...texts, ...ids, ...structures];
