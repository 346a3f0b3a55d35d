import { defineConfig } from 'vitest/config';

const conformance = 'test/conformance/conformance.test.ts';
/** For a busy machine: a test ends when its state is reached, however long that takes. */
const testTimeout = 60_000;

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
          testTimeout,
        },
      },
      // Last: it compares the responses that the tests above provoked with Clerk's descriptions.
      { test: { name: 'conformance', include: [conformance], sequence: { groupOrder: 1 }, testTimeout } },
    ],
  },
});
