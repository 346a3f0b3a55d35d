import { defineConfig } from 'vitest/config';

const conformance = 'test/conformance/conformance.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['./test/conformance/answers-directory.ts'],
    projects: [
      {
        test: {
          name: 'local-clerk',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [conformance],
          setupFiles: ['./test/conformance/record-answers.ts'],
          // Each test starts servers of its own and no module holds state, so files share one module graph.
          isolate: false,
          pool: 'threads',
          testTimeout: 60_000,
        },
      },
      // Last: it judges the answers that the tests above provoked.
      { test: { name: 'conformance', include: [conformance], sequence: { groupOrder: 1 } } },
    ],
  },
});
