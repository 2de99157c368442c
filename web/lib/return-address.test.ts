import { expect, test } from 'vitest';
import { returnAddress } from './return-address.ts';

const origin = 'https://medsync.example';

test('paths of this site are kept whole', () => {
  expect(returnAddress('/orders/1?queue=mine#last', origin)).toBe('/orders/1?queue=mine#last');
});

test.each([null, '', 'orders', 'https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example'])(
  'anything else goes home: %s',
  (wanted) => expect(returnAddress(wanted, origin)).toBe('/'),
);
