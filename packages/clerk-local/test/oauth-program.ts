import { createHash } from 'node:crypto';
import type { FrontendApiResponse, TestBrowser } from '@repo/clerk-local/testing';
import type { LocalClerk } from '../src/index.ts';

export const CALLBACK = 'http://program.test/callback?from=clerk';
export const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-0';
export const STATE = 'state-0123456789';

export interface ProgramSettings {
  name?: string;
  scopes?: string;
  redirect_uris?: string[];
  public?: boolean;
  pkce_required?: boolean;
  consent_screen_enabled?: boolean;
}

/** An OAuth client of one local Clerk, as a program outside would be. */
export interface Program {
  id: string;
  clientId: string;
  clientSecret: string;
  /** Path and query of `/oauth/authorize`; null leaves a parameter out. */
  authorizePath(parameters?: Record<string, string | null>): string;
  /** Posts a form to `/oauth/token`, `/oauth/token_info` or `/oauth/token/revoke`, authenticated by HTTP Basic. */
  post(path: string, fields: Record<string, string>): Promise<FormAnswer>;
  /** Exchanges a code with the right redirect URI and verifier. */
  exchange(code: string, fields?: Record<string, string>): Promise<FormAnswer>;
}

export interface FormAnswer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into foreign JSON, and its assertions are the check.
  body: any;
}

/** Registers a program; by default confidential, without a consent screen, for any scope. */
export async function registerProgram(clerk: LocalClerk, settings: ProgramSettings = {}): Promise<Program> {
  const answer = await fetch(`${clerk.url}/v1/oauth_applications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${clerk.secretKey}` },
    body: JSON.stringify({
      name: 'Program',
      scopes: 'openid profile email offline_access public_metadata private_metadata user:org:read',
      redirect_uris: [CALLBACK],
      consent_screen_enabled: false,
      ...settings,
    }),
  });
  // The shape that `createOAuthApplication` answers; the tests assert on its values.
  const created = (await answer.json()) as { id: string; client_id: string; client_secret: string };
  return createProgram(clerk, created);
}

function createProgram(
  clerk: LocalClerk,
  {
    id,
    client_id: clientId,
    client_secret: clientSecret,
  }: { id: string; client_id: string; client_secret: string },
): Program {
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const post = async (path: string, fields: Record<string, string>): Promise<FormAnswer> => {
    const isPublic = clientSecret === '';
    const body = new URLSearchParams(isPublic ? { client_id: clientId, ...fields } : fields);
    const headers: Record<string, string> = isPublic ? {} : { authorization: basic };
    const answer = await fetch(clerk.url + path, { method: 'POST', headers, body });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    id,
    clientId,
    clientSecret,
    authorizePath: (parameters = {}) => {
      const query = {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: CALLBACK,
        scope: 'profile email',
        state: STATE,
        code_challenge: challengeOf(VERIFIER),
        code_challenge_method: 'S256',
        ...parameters,
      };
      const present = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
      return `/oauth/authorize?${new URLSearchParams(present)}`;
    },
    post,
    exchange: (code, fields = {}) =>
      post('/oauth/token', {
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        code_verifier: VERIFIER,
        ...fields,
      }),
  };
}

/** S256. @source RFC 7636 section 4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** What a redirect carries to the program. */
export function returned(answer: FrontendApiResponse): Record<string, string> {
  const location = answer.headers.get('location') ?? '';
  if (!location.startsWith(`${CALLBACK}&`))
    throw new Error(`Not sent to the program: ${answer.status} ${location}`);
  return Object.fromEntries(new URLSearchParams(location.slice(CALLBACK.length + 1)));
}

/** Walks a signed-in browser through a program without consent screen. @returns the code. */
export async function obtainCode(
  browser: TestBrowser,
  program: Program,
  parameters: Record<string, string | null> = {},
): Promise<string> {
  const { code } = returned(await browser.navigate(program.authorizePath(parameters)));
  if (code === undefined) throw new Error('The program was given no code.');
  return code;
}
