import { expect, test } from 'vitest';
import { isOpened, isSessionSync } from './read-answer.ts';

test.each([
  { name: 'a page', status: 200, reason: undefined, opened: true, sync: false },
  {
    name: 'session sync',
    status: 200,
    reason: 'session_sync_needed; fault=azp_foreign',
    opened: false,
    sync: true,
  },
  { name: 'another reason', status: 200, reason: 'sign_in_required', opened: true, sync: false },
  { name: 'a reason of others', status: 200, reason: 'session_sync_needed_x', opened: true, sync: false },
  { name: 'a redirect', status: 307, reason: 'sign_in_required', opened: false, sync: false },
  { name: 'a refusal', status: 401, reason: 'token_rejected', opened: false, sync: false },
])('$name: opened $opened, session sync $sync', ({ status, reason, opened, sync }) => {
  const headers: Record<string, string> = reason === undefined ? {} : { 'x-sso-reason': reason };
  for (const answer of [{ status, headers }, new PlaywrightResponse(status, headers)]) {
    expect([isOpened(answer), isSessionSync(answer)]).toEqual([opened, sync]);
  }
});

/** Its methods need their object, as those of Playwright's responses do. */
class PlaywrightResponse {
  readonly #status: number;
  readonly #headers: Record<string, string>;

  constructor(status: number, headers: Record<string, string>) {
    this.#status = status;
    this.#headers = headers;
  }

  status(): number {
    return this.#status;
  }

  headers(): Record<string, string> {
    return this.#headers;
  }
}
