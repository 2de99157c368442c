import { describe, expect, test } from 'vitest';
import { nextStep, type Machine, type Step } from './machine-plan.ts';

const all = ['chromium', 'firefox', 'redis-server', 'openssl'] as const;
const bare = (packages: Machine['packages']): Machine => ({ missing: [...all], broken: [], packages });

/** Every step that is taken on a machine where a step of each kind has the effect that `effects` says, or none. */
function stepsOn(machine: Machine, effects: Partial<Record<Step['kind'], (machine: Machine) => Machine>>): Step[] {
  const tried = { download: false, packages: false, libraries: false };
  const steps: Step[] = [];
  let now = machine;
  for (let step = nextStep(now, tried); step; step = nextStep(now, tried)) {
    steps.push(step);
    if (step.kind === 'stop') break;
    tried[step.kind] = true;
    now = effects[step.kind]?.(now) ?? now;
  }
  return steps;
}

const downloaded = ({ missing, ...machine }: Machine): Machine => ({ ...machine, missing: missing.filter((need) => need === 'redis-server' || need === 'openssl') });
const installed = (machine: Machine): Machine => ({ ...machine, missing: [] });
const kinds = (steps: Step[]) => steps.map(({ kind }) => kind);

test('a machine that has everything is left alone', () => {
  for (const packages of ['as root', 'with sudo', 'not allowed', null] as const) expect(stepsOn({ missing: [], broken: [], packages }, {})).toEqual([]);
});

describe.each(['as root', 'with sudo'] as const)('where packages are installed %s', (packages) => {
  test('browsers come from Playwright and the rest from the system', () => {
    expect(stepsOn(bare(packages), { download: downloaded, packages: installed })).toEqual([
      { kind: 'download', browsers: ['chromium', 'firefox'] },
      { kind: 'packages', names: ['redis-server', 'openssl'] },
    ]);
  });

  test('browsers come from the system where the downloads are not reachable, in one go with the rest', () => {
    expect(stepsOn(bare(packages), { packages: installed })).toEqual([
      { kind: 'download', browsers: ['chromium', 'firefox'] },
      { kind: 'packages', names: ['chromium', 'firefox-esr', 'redis-server', 'openssl'] },
    ]);
  });

  test('libraries are brought for downloaded browsers that do not run', () => {
    const broken = (machine: Machine): Machine => ({ ...downloaded(machine), broken: ['chromium', 'firefox'] });
    const steps = stepsOn(bare(packages), { download: broken, packages: installed, libraries: (machine) => ({ ...machine, broken: [] }) });
    expect(kinds(steps)).toEqual(['download', 'packages', 'libraries']);
    expect(kinds(stepsOn(bare(packages), { download: broken, packages: installed }))).toEqual(['download', 'packages', 'libraries', 'stop']);
  });

  test('a Redis alone needs no download', () => {
    expect(stepsOn({ missing: ['redis-server'], broken: [], packages }, { packages: installed })).toEqual([{ kind: 'packages', names: ['redis-server'] }]);
  });

  test('what no package brings ends in the command to run', () => {
    expect(stepsOn(bare(packages), {}).at(-1)).toEqual({ kind: 'stop', commands: ['sudo apt-get install chromium firefox-esr redis-server openssl'] });
  });
});

test('without the right to install it stops with the command, after the download was tried', () => {
  expect(stepsOn(bare('not allowed'), {})).toEqual([
    { kind: 'download', browsers: ['chromium', 'firefox'] },
    { kind: 'stop', commands: ['sudo apt-get install chromium firefox-esr redis-server openssl'] },
  ]);
  expect(stepsOn(bare('not allowed'), { download: downloaded }).at(-1)).toEqual({ kind: 'stop', commands: ['sudo apt-get install redis-server openssl'] });
});

test('a system of another kind is told what it can do', () => {
  expect(stepsOn({ missing: ['firefox', 'redis-server'], broken: ['chromium'], packages: null }, {}).at(-1)).toEqual({
    kind: 'stop',
    commands: ['npx playwright install --with-deps firefox', 'the installer of this system for redis-server', 'npx playwright install-deps chromium'],
  });
});
