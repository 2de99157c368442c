import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,shared,web}/**/*.test.{ts,tsx}'],
    globalSetup: 'server/testing/postgres.ts',
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/vitest.json' },
  },
});
