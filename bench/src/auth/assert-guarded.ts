import type { RunningApps, RunningVariant } from './apps.ts';
import { ask } from './ask.ts';
import { anonymousHeaders, type TurnHeaders } from './credentials.ts';

/**
 * Makes sure that a variant does what it is measured for: it names the user of the cookies, and no user without cookies. The
 * speed of a refusal would say nothing.
 *
 * @throws {Error} With the status and the beginning of what came instead.
 */
export async function assertGuarded(
  variant: RunningVariant,
  { host, person }: Pick<RunningApps, 'host' | 'person'>,
  turnHeaders: TurnHeaders,
): Promise<void> {
  const { port, path, title, id } = variant;
  const [headers = {}] = await turnHeaders(variant);
  const known = await ask(port, path, { headers });
  const name = expectedText(variant, person.userId);
  const text = known.body.toString();
  if (known.status !== 200 || !text.includes(name)) {
    throw new Error(`${title} does not name the user (${known.status}): ${text.slice(0, 300)}`);
  }
  if (id === 'open') return;
  const anonymous = await ask(port, path, { headers: anonymousHeaders(variant, host) });
  if (!anonymous.body.toString().includes(name)) return;
  throw new Error(`${title} names a user without a cookie (${anonymous.status}).`);
}

function expectedText({ id, credential }: RunningVariant, userId: string): string {
  if (id === 'open') return '"userId":"anyone"';
  // Libraries have members of their own, and choose their ids.
  return credential === 'library' ? '"userId":"' : userId;
}
