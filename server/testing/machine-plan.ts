import type { BrowserName } from './system-browsers.ts';

/** What the tests need of the machine beside what npm installs. */
export type Need = BrowserName | 'redis-server' | 'openssl';

export interface Machine {
  missing: Need[];
  /** Browsers of Playwright's that are there and do not run: libraries of the system are missing. */
  broken: BrowserName[];
  /** How Debian's packages are installed here; null on a system of another kind. */
  packages: 'as root' | 'with sudo' | 'not allowed' | null;
}

/** What was tried already; nothing is tried twice. */
export type Tried = Record<'download' | 'packages' | 'libraries', boolean>;

export type Step =
  | { kind: 'download'; browsers: BrowserName[] }
  | { kind: 'libraries'; browsers: BrowserName[] }
  | { kind: 'packages'; names: string[] }
  | { kind: 'stop'; commands: string[] };

const debianNames: Record<Need, string> = { chromium: 'chromium', firefox: 'firefox-esr', 'redis-server': 'redis-server', openssl: 'openssl' };

const isBrowser = (need: Need): need is BrowserName => need === 'chromium' || need === 'firefox';

/** The commands by which somebody brings what is missing by hand. */
function commandsFor({ missing, broken, packages }: Machine): string[] {
  const names = missing.map((need) => debianNames[need]);
  const browsers = missing.filter(isBrowser);
  const programs = missing.filter((need) => !isBrowser(need));
  const libraries = broken.length > 0 ? [`npx playwright install-deps ${broken.join(' ')}`] : [];
  if (packages !== null) return [...(names.length > 0 ? [`sudo apt-get install ${names.join(' ')}`] : []), ...libraries];
  return [
    ...(browsers.length > 0 ? [`npx playwright install --with-deps ${browsers.join(' ')}`] : []),
    ...programs.map((program) => `the installer of this system for ${program}`),
    ...libraries,
  ];
}

/**
 * What to do next so that the tests find what they need; null when they do. Browsers come from Playwright where its downloads are
 * reachable, and everything else, or they too, from Debian's packages.
 */
export function nextStep(machine: Machine, tried: Tried): Step | null {
  const { missing, broken, packages } = machine;
  const browsers = missing.filter(isBrowser);
  const allowed = packages === 'as root' || packages === 'with sudo';
  if (missing.length === 0 && broken.length === 0) return null;
  if (browsers.length > 0 && !tried.download) return { kind: 'download', browsers };
  if (missing.length > 0 && allowed && !tried.packages) return { kind: 'packages', names: missing.map((need) => debianNames[need]) };
  if (missing.length === 0 && allowed && !tried.libraries) return { kind: 'libraries', browsers: broken };
  return { kind: 'stop', commands: commandsFor(machine) };
}
