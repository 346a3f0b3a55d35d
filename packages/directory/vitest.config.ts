import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Every file starts databases of its own, in memory and on disk.
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
