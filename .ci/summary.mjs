// Prints the closing line of a CI run from what the test runners reported, and exits as red as they were.
import { readFileSync } from 'node:fs';

const status = Number(process.argv[2] ?? 0);

const read = (file) => {
  try {
    return JSON.parse(readFileSync(new URL(`../reports/${file}`, import.meta.url), 'utf8'));
  } catch {
    return null;
  }
};

const unit = read('vitest.json');
const browser = read('playwright.json');
const reports = [
  unit && { passed: unit.numPassedTests, failed: unit.numFailedTests, skipped: unit.numPendingTests + unit.numTodoTests },
  browser && {
    passed: browser.stats.expected,
    failed: browser.stats.unexpected + browser.stats.flaky + browser.errors.length,
    skipped: browser.stats.skipped,
  },
];
const sum = (key) => reports.reduce((total, report) => total + (report?.[key] ?? 0), 0);

// a step that broke without a report of its own is one failure: type check, lint, or a runner that never started
const broken = sum('failed') === 0 && (status !== 0 || reports.includes(null)) ? 1 : 0;
const failed = sum('failed') + broken;
console.log(`${sum('passed')} passed, ${failed} failed${sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''}`);
process.exit(status === 0 && failed === 0 ? 0 : 1);
