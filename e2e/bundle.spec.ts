import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright/test';
import { newOrder } from '../server/testing/requests.ts';
import { expect, test } from './fixtures/desk.ts';

interface Weight {
  /** Bytes of gzip. */
  scripts: number;
  styles: number;
}

const root = process.env['E2E_WEB_ROOT']!;
const weightOf = (path: string): number => gzipSync(readFileSync(join(root, path)), { level: 9 }).length;

/** Opens the address with nothing in the cache, and weighs all scripts and styles that were asked for until `shown` resolves. */
async function weigh(page: Page, address: string, shown: () => Promise<void>): Promise<Weight> {
  const paths = new Set<string>();
  const plain: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!/\.(?:css|js)$/.test(pathname)) return;
    paths.add(pathname);
    if (!['br', 'gzip'].includes(response.headers()['content-encoding'] ?? '')) plain.push(pathname);
  });
  await page.goto(address);
  await shown();
  expect(plain).toEqual([]);
  const sum = (end: string) => [...paths].filter((path) => path.endsWith(end)).reduce((bytes, path) => bytes + weightOf(path), 0);
  const weight = { scripts: sum('.js'), styles: sum('.css') };
  test.info().annotations.push({ type: 'gzip bytes', description: JSON.stringify({ ...weight, files: paths.size }) });
  return weight;
}

function expectBelow({ scripts, styles }: Weight, most: Weight): void {
  expect(scripts).toBeGreaterThan(1_000);
  expect(scripts).toBeLessThan(most.scripts);
  expect(styles).toBeLessThan(most.styles);
}

test('who signs in loads little', async ({ page, site }) => {
  expectBelow(await weigh(page, `${site}/sign-in`, () => page.getByLabel('Email').waitFor()), { scripts: 290_000, styles: 24_000 });
});

test('what a patient loads until the first order is shown', async ({ pharmacy, seat, site }) => {
  const maria = await pharmacy.add('patient', 'Maria Alvarez');
  await newOrder(await pharmacy.client(maria), { note: 'My refill please' });
  const { page } = await seat(maria);
  await page.goto('about:blank');
  expectBelow(await weigh(page, site, () => page.getByTestId('my-order').first().waitFor()), { scripts: 290_000, styles: 26_000 });
});

test('what staff of a pharmacy load until their desk is shown', async ({ pharmacy, seat, site }) => {
  const { page } = await seat(await pharmacy.add('pharmacist', 'Lena Fischer'));
  await page.goto('about:blank');
  expectBelow(await weigh(page, site, () => page.getByTestId('desk').waitFor()), { scripts: 340_000, styles: 34_000 });
});
