import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { afterAll, expect, inject } from 'vitest';
import { answerChannel, type PublishedAnswer } from '../../src/http/answer-channel.ts';

/** One line of a recording: the response, and the test file that provoked it. */
export interface RecordedAnswer extends PublishedAnswer {
  testPath: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder that lasts for one run: each worker appends its answers to a file of its own. */
    answersDirectory: string;
  }
}

// A vitest setup file: it runs before each test file, in that file's worker, so the responses of every local Clerk are recorded.
answerChannel.subscribe(record);
// Files share a worker: the next one subscribes again.
afterAll(() => {
  answerChannel.unsubscribe(record);
});

function record(message: unknown): void {
  // Only `publishAnswers` publishes here, and it checks its message with `satisfies`.
  const answer = message as PublishedAnswer;
  const recorded: RecordedAnswer = { ...answer, testPath: expect.getState().testPath ?? 'unknown' };
  const file = join(inject('answersDirectory'), `${process.pid}-${threadId}.jsonl`);
  appendFileSync(file, `${JSON.stringify(recorded)}\n`);
}
