import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,shared,web,bench}/**/*.test.{ts,tsx}'],
    globalSetup: 'server/testing/postgres.ts',
    // a busy machine is no failure; what must be quick is asserted where it must
    testTimeout: 15_000,
    hookTimeout: 30_000,
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/vitest.json' },
  },
});
