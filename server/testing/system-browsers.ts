/** Where Debian puts its browsers. */
export const systemBrowsers = { chromium: '/usr/bin/chromium', firefox: '/usr/bin/firefox-esr' };

export type BrowserName = keyof typeof systemBrowsers;
