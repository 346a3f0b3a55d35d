import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import index from './error-index.json' with { type: 'json' };
import own from './error-ledger.json' with { type: 'json' };
import { readAnswers } from './read-answers.ts';

/** Statuses by code. @source Clerk docs, "Backend API errors" and "Frontend API errors": codes and statuses only. */
const published = new Map<string, readonly number[]>(Object.entries(index));
const ours = new Map(own.map(({ code, status }) => [code, status]));
const errorsSchema = z.object({ errors: z.array(z.object({ code: z.string() })) });

/** Keys and machine tokens are served by a separate service of Clerk, which the index leaves out. */
const isMachineService = (path: string) =>
  /^(\/v1)?\/(api_keys|m2m_tokens|machines|oauth_applications)\b/.test(path);

// Runs after every other test file (vitest.config.ts): it compares the errors they provoked.
test('every error has a status that Clerk publishes for its code, or is in the ledger of our own', () => {
  const wrong = readAnswers(inject('answersDirectory')).flatMap(({ status, path, body, testPath }) => {
    const { data } = errorsSchema.safeParse(body);
    return (data?.errors ?? []).flatMap(({ code }) => {
      const isKnown = isMachineService(path) || (published.get(code) ?? [ours.get(code)]).includes(status);
      return isKnown ? [] : `${status} ${code} ${path}   <- ${testPath}`;
    });
  });
  expect([...new Set(wrong)]).toEqual([]);
});

test('the ledger has no code that Clerk publishes', () => {
  expect([...ours.keys()].filter((code) => published.has(code))).toEqual([]);
});
