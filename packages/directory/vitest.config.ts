import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/fixtures/databases.setup.ts'],
    // Real databases, beside whatever else the machine does.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
