import { defineConfig } from 'playwright/test';
import { launchOptions } from './e2e/browsers.ts';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'reports/playwright.json' }]],
  outputDir: 'reports/playwright',
  use: { screenshot: 'only-on-failure', locale: 'en-GB', timezoneId: 'Europe/Berlin' },
  projects: (['chromium', 'firefox'] as const).map((browserName) => ({
    name: browserName,
    use: { browserName, launchOptions: launchOptions(browserName), contextOptions: { reducedMotion: 'reduce' } },
  })),
});
