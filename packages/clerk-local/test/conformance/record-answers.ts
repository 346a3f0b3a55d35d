import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { answerChannel, type PublishedAnswer } from '../../src/http/answer-channel.ts';

/** One line of a recording: the answer, and the test file that provoked it. */
export interface RecordedAnswer extends PublishedAnswer {
  testPath: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder that lasts for one run: each worker appends its answers to a file of its own. */
    answersDirectory: string;
  }
}

// A vitest setup file: it runs before each test file, in that file's worker, so every local Clerk a test starts is heard.
answerChannel.subscribe((message) => {
  // Only `publishAnswers` publishes here, and it checks its message with `satisfies`.
  const answer = message as PublishedAnswer;
  const recorded: RecordedAnswer = { ...answer, testPath: expect.getState().testPath ?? 'unknown' };
  appendFileSync(join(inject('answersDirectory'), `${process.pid}.jsonl`), `${JSON.stringify(recorded)}\n`);
});
