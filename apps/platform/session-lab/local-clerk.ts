import 'server-only';
import { z } from 'zod';
import type { LocalClerk } from './env.ts';

const minted = z.object({ jwt: z.string().min(1) });

/** Moves the local Clerk's clock; 0 puts it back. @throws {TypeError} of `fetch`: it does not answer. */
export async function moveClock(clerk: LocalClerk, offsetMs: number): Promise<void> {
  await control(clerk, 'clock', { offsetMs });
}

/** Takes both APIs of the local Clerk down, or brings them back. */
export async function setDown(clerk: LocalClerk, isDown: boolean): Promise<void> {
  await control(clerk, 'faults', isDown ? { answer: 'down' } : {});
}

/** Mints a token as a server does: Clerk writes no `azp`, because no page asked. @source BAPI `CreateSessionToken`. */
export async function mintWithoutOrigin({ url, secretKey }: LocalClerk, sessionId: string): Promise<string> {
  const answer = await fetch(`${url}/v1/sessions/${encodeURIComponent(sessionId)}/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: '{}',
  });
  return minted.parse(await answer.json()).jwt;
}

async function control({ url }: LocalClerk, group: string, settings: object): Promise<void> {
  await fetch(`${url}/__local/${group}`, { method: 'PUT', body: JSON.stringify(settings) });
}
