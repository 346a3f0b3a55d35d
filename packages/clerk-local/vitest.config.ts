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
          // Passwords are hashed for real: on a busy machine twenty of them take longer than the default.
          testTimeout: 30_000,
        },
      },
      // Last: it judges the answers that the tests above provoked.
      { test: { name: 'conformance', include: [conformance], sequence: { groupOrder: 1 } } },
    ],
  },
});
