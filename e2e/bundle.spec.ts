import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'playwright/test';

test('what the first page loads before anything else stays small', () => {
  const root = process.env['E2E_WEB_ROOT']!;
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  const assets = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path!);
  expect(assets.length).toBeGreaterThan(1);
  const bytes = assets.reduce((sum, path) => sum + gzipSync(readFileSync(join(root, path))).length, 0);
  expect(bytes).toBeLessThan(250_000);
});
