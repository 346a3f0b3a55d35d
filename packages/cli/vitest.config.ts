import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test}/**/*.test.ts'],
    globalSetup: 'test/bundle-cli.ts',
    // Tests start processes and databases, which takes its time on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
