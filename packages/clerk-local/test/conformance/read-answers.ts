import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedAnswer } from './record-answers.ts';

/** Every response that the tests of this run provoked so far. */
export function readAnswers(directory: string): RecordedAnswer[] {
  return readdirSync(directory).flatMap((file) =>
    readFileSync(join(directory, file), 'utf8')
      .split('\n')
      .filter(Boolean)
      // Written by record-answers.ts in this very run.
      .map((line) => JSON.parse(line) as RecordedAnswer),
  );
}
