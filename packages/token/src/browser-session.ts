import { z } from 'zod';
import type { ClerkInstance } from './clerk-instance.ts';
import { unreachable } from './clerk-refusal.ts';
import { TokenError } from './errors.ts';

const TIME_LIMIT_MS = 15_000;
const API_VERSION = '2026-05-12';

/** A signed-in browser without a window: the only kind of caller whose tokens name an app. */
export interface BrowserSession {
  /**
   * A fresh session token, or one made from a JWT template.
   *
   * @throws {TokenError} `unknown_template`, `clerk_unreachable`, `clerk_refused`: the session has ended.
   */
  mint(template: string | undefined): Promise<string>;
}

const signInSchema = z.object({
  response: z.object({ status: z.string(), created_session_id: z.string().nullable() }),
});
const tokenSchema = z.object({ jwt: z.string() });
const devBrowserSchema = z.object({ id: z.string() });
const errorsSchema = z.object({ errors: z.array(z.object({ code: z.string(), message: z.string() })) });

/**
 * Signs in with a one-time ticket as a page of the app would. Tokens of the Backend API carry no `azp`, which says whose
 * they are, and every app here refuses those; Clerk writes it from the Origin of a Frontend API call.
 *
 * @param ticket Of a sign-in token. Used up by this.
 * @param organizationId Becomes the session's active organization; undefined: Clerk chooses.
 * @throws {TokenError} `sign_in_incomplete`: Clerk wants a second factor or another step. `clerk_unreachable`, `clerk_refused`.
 * @source FAPI `createSignIn` (strategy=ticket), `touchSession`, `createSessionToken`, `createDevBrowser`.
 */
export async function openBrowserSession(
  instance: ClerkInstance,
  { ticket, organizationId }: { readonly ticket: string; readonly organizationId: string | undefined },
): Promise<BrowserSession> {
  const call = createCaller(instance, await devBrowserOf(instance));
  const signIn = understand(signInSchema, await call('/v1/client/sign_ins', { strategy: 'ticket', ticket }));
  const { status, created_session_id: sessionId } = signIn.response;
  if (status !== 'complete' || sessionId === null)
    throw new TokenError(
      'sign_in_incomplete',
      `Clerk wants more than a ticket from this person (${status}). Use an account without a second factor.`,
    );
  const session = `/v1/client/sessions/${sessionId}`;
  if (organizationId !== undefined)
    await call(`${session}/touch`, { active_organization_id: organizationId });
  return {
    async mint(template) {
      if (template === undefined) return understand(tokenSchema, await call(`${session}/tokens`)).jwt;
      const unknown = new TokenError('unknown_template', `Clerk has no JWT template "${template}".`);
      return understand(tokenSchema, await call(`${session}/tokens/${template}`, {}, unknown)).jwt;
    },
  };
}

type Caller = (path: string, fields?: Record<string, string>, notFound?: TokenError) => Promise<unknown>;

/** Keeps the cookies of its host from call to call, as a browser does. */
function createCaller(instance: ClerkInstance, devBrowser: string | undefined): Caller {
  const cookies = new Map<string, string>();
  return async (path, fields = {}, notFound) => {
    const url = new URL(instance.frontendApiUrl + path);
    url.searchParams.set('__clerk_api_version', API_VERSION);
    if (devBrowser !== undefined) url.searchParams.set('__clerk_db_jwt', devBrowser);
    const headers: Record<string, string> = { origin: instance.origin };
    if (cookies.size > 0) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send(instance, url, { headers, body: new URLSearchParams(fields) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    return readAnswer(instance, answer, notFound);
  };
}

async function devBrowserOf(instance: ClerkInstance): Promise<string | undefined> {
  if (!instance.needsDevBrowser) return undefined;
  const url = new URL(`${instance.frontendApiUrl}/v1/dev_browser`);
  const answer = await send(instance, url, { headers: { origin: instance.origin } });
  return understand(devBrowserSchema, await readAnswer(instance, answer)).id;
}

async function send(instance: ClerkInstance, url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, method: 'POST', signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  } catch {
    throw unreachable(instance);
  }
}

async function readAnswer(
  instance: ClerkInstance,
  answer: Response,
  notFound?: TokenError,
): Promise<unknown> {
  const body: unknown = await answer.json().catch(() => undefined);
  if (body === undefined) throw unreachable(instance);
  if (answer.ok) return body;
  if (answer.status === 404 && notFound) throw notFound;
  const errors = errorsSchema.safeParse(body).data?.errors ?? [];
  const says = errors.map(({ code, message }) => `${message} (${code})`).join('; ');
  throw new TokenError('clerk_refused', `Clerk answers ${answer.status}: ${says || 'without a reason'}`);
}

function understand<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new TokenError('clerk_refused', `Clerk answers in a form this command does not know (${missing}).`);
}
