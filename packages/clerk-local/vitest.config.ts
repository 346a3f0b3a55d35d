import { defineConfig } from 'vitest/config';
import { LIMITS } from '../../vitest.limits.ts';

const conformance = ['test/conformance/conformance.test.ts', 'test/conformance/error-codes.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['./test/conformance/answers-directory.ts'],
    projects: [
      {
        test: {
          name: 'local-clerk',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: conformance,
          setupFiles: ['./test/conformance/record-answers.ts'],
          // Each test starts servers of its own and no module holds state, so files share one module graph.
          isolate: false,
          pool: 'threads',
          ...LIMITS,
        },
      },
      // Last: it compares the responses that the tests above provoked with Clerk's descriptions.
      { test: { name: 'conformance', include: conformance, sequence: { groupOrder: 1 }, ...LIMITS } },
    ],
  },
});
