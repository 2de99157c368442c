import { existsSync } from 'node:fs';
import { chromium, firefox, type LaunchOptions } from 'playwright/test';
import { systemBrowsers, type BrowserName } from '../server/testing/system-browsers.ts';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How to start each browser: Playwright's own when it is installed, else the system's. Throws when one is missing. */
export function launchOptions(name: BrowserName): LaunchOptions {
  const own = { chromium, firefox }[name].executablePath();
  const args = name === 'chromium' ? { args: quiet } : {};
  if (own && existsSync(own)) return args;
  if (!existsSync(systemBrowsers[name]))
    throw new Error(
      `There is no ${name} to test with. "npm test" brings it; or run "npx playwright install ${name}", or on Debian ` +
        `"apt-get install chromium firefox-esr", and try again.`,
    );
  // a stock Firefox speaks WebDriver BiDi, which Playwright drives through this channel
  const channel = name === 'firefox' ? { channel: 'moz-firefox', firefoxUserPrefs: { 'ui.prefersReducedMotion': 1 } } : {};
  return { ...args, ...channel, executablePath: systemBrowsers[name] };
}
