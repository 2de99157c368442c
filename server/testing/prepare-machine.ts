import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { nextStep, type Machine, type Need, type Step } from './machine-plan.ts';
import { systemBrowsers, type BrowserName } from './system-browsers.ts';

/** `npm test` begins here: brings the browsers and programs that the tests need and the machine lacks, or says how to. */

/** Milliseconds. A mirror that answers slowly is given up for the system's packages. */
const downloadWithin = 300_000;
const connectWithin = '10000';
const playwright = join(import.meta.dirname, '..', '..', 'node_modules', 'playwright', 'cli.js');

function inPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const runs = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;

/** Where Playwright keeps browsers on the systems whose own ones the tests know. */
const playwrightBrowsers = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache', 'ms-playwright');

const hasOwn = (name: BrowserName): boolean => existsSync(playwrightBrowsers) && readdirSync(playwrightBrowsers).some((entry) => entry.startsWith(`${name}-`));

/** Playwright's own browser of this name is used before the system's, so whether it runs is what counts. */
async function stateOf(name: BrowserName): Promise<'there' | 'missing' | 'broken'> {
  // loading Playwright takes half a second that a machine with Debian's browsers need not spend
  if (existsSync(systemBrowsers[name]) && !hasOwn(name)) return 'there';
  const { chromium, firefox } = await import('playwright/test');
  const own = { chromium, firefox }[name].executablePath();
  if (own && existsSync(own)) return runs(own, '--version') ? 'there' : 'broken';
  return existsSync(systemBrowsers[name]) ? 'there' : 'missing';
}

async function look(): Promise<Machine> {
  const browsers = await Promise.all((['chromium', 'firefox'] as const).map(async (name) => ({ name, state: await stateOf(name) })));
  const named = (state: string) => browsers.filter((browser) => browser.state === state).map(({ name }) => name);
  const programs: Need[] = (['redis-server', 'openssl'] as const).filter((program) => !inPath(program));
  return { missing: [...named('missing'), ...programs], broken: named('broken'), packages: waysToInstall() };
}

function waysToInstall(): Machine['packages'] {
  if (!inPath('apt-get')) return null;
  if (process.getuid?.() === 0) return 'as root';
  return inPath('sudo') && runs('sudo', '-n', 'true') ? 'with sudo' : 'not allowed';
}

interface Command {
  program: string[];
  environment?: Record<string, string>;
  timeout?: number;
  /** It may fail: something else is done then. */
  quiet?: boolean;
}

function run({ program: [program, ...args], environment = {}, timeout, quiet = false }: Command): boolean {
  const { status } = spawnSync(program!, args, { stdio: ['ignore', 'ignore', quiet ? 'ignore' : 'inherit'], env: { ...process.env, ...environment }, timeout, killSignal: 'SIGKILL' });
  return status === 0;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function take(step: Exclude<Step, { kind: 'stop' }>, packages: Machine['packages']): void {
  const asRoot = packages === 'with sudo' ? ['sudo', '-n'] : [];
  switch (step.kind) {
    case 'download': {
      say(`The tests need browsers. Running "npx playwright install ${step.browsers.join(' ')}".`);
      const environment = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: connectWithin };
      if (!run({ program: [process.execPath, playwright, 'install', ...step.browsers], environment, timeout: downloadWithin, quiet: true })) say("Playwright's downloads cannot be reached from here.");
      return;
    }
    case 'libraries':
      say(`The browsers need libraries. Running "npx playwright install-deps ${step.browsers.join(' ')}".`);
      return void run({ program: [process.execPath, playwright, 'install-deps', ...step.browsers] });
    case 'packages':
      say(`The tests need packages. Running "apt-get install ${step.names.join(' ')}".`);
      run({ program: [...asRoot, 'apt-get', 'update', '-qq'] });
      return void run({ program: [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...step.names] });
  }
}

const tried = { download: false, packages: false, libraries: false };
for (;;) {
  const machine = await look();
  const step = nextStep(machine, tried);
  if (!step) break;
  if (step.kind === 'stop') {
    process.stderr.write(`The tests need more than this machine has, and it could not be brought from here. Run ${step.commands.map((command) => `"${command}"`).join(' and ')}, and try again.\n`);
    process.exitCode = 1;
    break;
  }
  tried[step.kind] = true;
  take(step, machine.packages);
}
