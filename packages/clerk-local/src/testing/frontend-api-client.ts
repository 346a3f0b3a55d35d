import { LocalClerkError, type LocalClerkErrorCode } from '../errors/local-clerk-error.ts';
import { CookieJar } from './cookie-jar.ts';

const API_VERSION = '2026-05-12';
const DEFAULT_TIMEOUT_MS = 30_000;
const SIGN_INS = '/v1/client/sign_ins';

export interface FrontendApiClientOptions {
  /** Address of the Frontend API, `scheme://host[:port][/path]`, without `/v1`. */
  frontendApiUrl: string;
  /** Origin of the page that calls, `scheme://host[:port]`. Clerk writes it into `azp` of the tokens. */
  origin: string;
  /** Time limit of one call, milliseconds, default 30,000. */
  timeoutMs?: number;
}

/** A response of the Frontend API. */
export interface FrontendApiResponse {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else text; undefined where the server says JSON and sends something else. */
  // biome-ignore lint/suspicious/noExplicitAny: JSON of unknown shape, typed as `Response.json()` types it.
  body: any;
}

export interface MintTokenOptions {
  /** Origin that asks, `scheme://host[:port]`. Default: the client's. */
  origin?: string;
  /** Name of a JWT template. Default: a session token. */
  template?: string;
}

/** A completed sign-in. `userId` is undefined where the response does not carry the client. */
export interface SignedInSession {
  sessionId: string;
  userId: string | undefined;
}

/** One error of a response of Clerk. */
export interface FrontendApiReason {
  /** `form_password_incorrect`. */
  code: string;
  message: string;
}

interface FrontendApiErrorDetails {
  status?: number;
  reasons?: readonly FrontendApiReason[];
  signInStatus?: string;
  cause?: unknown;
}

/** A call of the Frontend API that did not do what it was for. */
export class FrontendApiError extends LocalClerkError {
  override readonly name = 'FrontendApiError';
  /** Status of the response; undefined where there was none. */
  readonly status: number | undefined;
  /** What Clerk gave as reasons; empty where it gave none. */
  readonly reasons: readonly FrontendApiReason[];
  /** Status of the sign-in: `needs_second_factor`. Set with `sign_in_incomplete` only. */
  readonly signInStatus: string | undefined;

  constructor(code: LocalClerkErrorCode, problem: string, details: FrontendApiErrorDetails = {}) {
    super(code, problem, { cause: details.cause });
    this.status = details.status;
    this.reasons = details.reasons ?? [];
    this.signInStatus = details.signInStatus;
  }
}

/**
 * A browser without a window: calls Clerk's Frontend API as clerk-js does, with one Origin, forms and a cookie jar.
 * It works with the local Clerk and with Clerk's cloud. Only such a caller gets tokens that name an app: a token of the
 * Backend API has no `azp`.
 *
 * @source clerk/openapi-specs `fapi/2026-05-12.yml`: `createSignIn`, `touchSession`, `createSessionToken`, `createDevBrowser`.
 * @example
 * const client = new FrontendApiClient({ frontendApiUrl: 'http://127.0.0.1:4000', origin: 'http://app.acme.localhost:3000' });
 * await client.signInWithTicket(ticket);
 * const token = await client.mintToken();
 */
export class FrontendApiClient {
  readonly origin: string;
  readonly cookies = new CookieJar();
  readonly #frontendApiUrl: string;
  readonly #timeoutMs: number;
  #devBrowser: string | undefined;
  #sessionId: string | undefined;

  constructor({ frontendApiUrl, origin, timeoutMs = DEFAULT_TIMEOUT_MS }: FrontendApiClientOptions) {
    this.#frontendApiUrl = frontendApiUrl;
    this.origin = origin;
    this.#timeoutMs = timeoutMs;
  }

  /** Id of the session that the last sign-in created. @throws {FrontendApiError} `not_signed_in`. */
  get sessionId(): string {
    if (this.#sessionId === undefined)
      throw new FrontendApiError('not_signed_in', 'This client has not signed in.');
    return this.#sessionId;
  }

  /**
   * Registers this client at a development instance of Clerk's cloud, which knows a browser by a token in the query instead of a
   * cookie. Call it first, and only there.
   *
   * @throws {FrontendApiError} `frontend_api_unreachable`, `frontend_api_refused`.
   */
  async createDevBrowser(): Promise<void> {
    this.#devBrowser = textAt(expectOk(await this.post('/v1/dev_browser')), 'id');
  }

  /** @throws {FrontendApiError} `sign_in_incomplete`: a second factor or another step is needed. `frontend_api_refused`. */
  async signInWithPassword(identifier: string, password: string): Promise<SignedInSession> {
    return this.#readSignIn(await this.submitPassword(identifier, password));
  }

  /**
   * @param ticket Of a sign-in token; it is used up.
   * @throws {FrontendApiError} `sign_in_incomplete`: a second factor or another step is needed. `frontend_api_refused`.
   */
  async signInWithTicket(ticket: string): Promise<SignedInSession> {
    return this.#readSignIn(await this.post(SIGN_INS, { strategy: 'ticket', ticket }));
  }

  /** Makes an organization the session's active one. @throws {FrontendApiError} `not_signed_in`, `frontend_api_refused`. */
  async setActiveOrganization(organizationId: string): Promise<void> {
    const fields = { active_organization_id: organizationId };
    expectOk(await this.post(`/v1/client/sessions/${this.sessionId}/touch`, fields));
  }

  /**
   * Mints a session token, or a token of a JWT template, as `session.getToken()` of a page on `origin` does.
   *
   * @throws {FrontendApiError} `not_signed_in`. `frontend_api_refused`: the session has ended, or (status 404) there is no such
   *   template. `frontend_api_unreachable`.
   */
  async mintToken({ origin, template }: MintTokenOptions = {}): Promise<string> {
    const path = `/v1/client/sessions/${this.sessionId}/tokens`;
    const answer = await this.post(template === undefined ? path : `${path}/${template}`, {}, { origin });
    return textAt(expectOk(answer), 'jwt');
  }

  /** Ends every session of this browser. @throws {FrontendApiError} `frontend_api_refused`. */
  async signOut(): Promise<void> {
    expectOk(await this.post('/v1/client/sessions?_method=DELETE'));
    this.#sessionId = undefined;
  }

  /** Sends a password, as the sign-in form does. @returns the response, whatever it says; see `signInWithPassword`. */
  submitPassword(identifier: string, password: string): Promise<FrontendApiResponse> {
    return this.post(SIGN_INS, { strategy: 'password', identifier, password });
  }

  /** A GET of a page's script. */
  get(path: string): Promise<FrontendApiResponse> {
    return this.#send(path, { method: 'GET', headers: { origin: this.origin } });
  }

  /** A POST of a page's script. @param fields Sent as a form. */
  post(
    path: string,
    fields: Record<string, string> = {},
    { origin = this.origin }: { origin?: string | undefined } = {},
  ): Promise<FrontendApiResponse> {
    return this.#send(path, { method: 'POST', headers: { origin }, body: new URLSearchParams(fields) });
  }

  /** Sends a file as the form field `file`. */
  upload(path: string, file: Blob): Promise<FrontendApiResponse> {
    const body = new FormData();
    body.append('file', file, 'upload');
    return this.#send(path, { method: 'POST', headers: { origin: this.origin }, body });
  }

  /** A form that navigates: it has the page's Origin, and redirects are not followed. */
  submitForm(path: string, fields: Record<string, string> | URLSearchParams): Promise<FrontendApiResponse> {
    const body = new URLSearchParams(fields);
    return this.#send(path, { method: 'POST', redirect: 'manual', headers: { origin: this.origin }, body });
  }

  /** A top-level navigation: it has no Origin, and redirects are not followed. */
  navigate(path: string): Promise<FrontendApiResponse> {
    return this.#send(path, { method: 'GET', redirect: 'manual', headers: { accept: 'text/html' } });
  }

  #readSignIn(answer: FrontendApiResponse): SignedInSession {
    const { response, client } = expectOk(answer).body;
    const { status, created_session_id: sessionId } = response ?? {};
    if (status !== 'complete' || typeof sessionId !== 'string') {
      const problem = `The sign-in is not complete: its status is ${String(status)}.`;
      throw new FrontendApiError('sign_in_incomplete', problem, { signInStatus: String(status) });
    }
    this.#sessionId = sessionId;
    const sessions: { id: string; user?: { id: string } }[] = client?.sessions ?? [];
    return { sessionId, userId: sessions.find(({ id }) => id === sessionId)?.user?.id };
  }

  async #send(
    path: string,
    init: RequestInit & { headers: Record<string, string> },
  ): Promise<FrontendApiResponse> {
    const url = new URL(this.#frontendApiUrl + path);
    if ('origin' in init.headers) url.searchParams.set('__clerk_api_version', API_VERSION);
    if (this.#devBrowser !== undefined) url.searchParams.set('__clerk_db_jwt', this.#devBrowser);
    const { header } = this.cookies;
    const headers = header === '' ? init.headers : { ...init.headers, cookie: header };
    const signal = AbortSignal.timeout(this.#timeoutMs);
    const answer = await fetch(url, { ...init, headers, signal }).catch((cause: unknown) => {
      throw new FrontendApiError('frontend_api_unreachable', `${url.origin} does not answer.`, { cause });
    });
    this.cookies.store(answer.headers);
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    const body: unknown = await (isJson ? answer.json().catch(() => undefined) : answer.text());
    return { status: answer.status, headers: answer.headers, body };
  }
}

/** Clerk responds with JSON objects: whatever responds otherwise is not Clerk. */
function expectOk(answer: FrontendApiResponse): FrontendApiResponse {
  const { status, body } = answer;
  if (typeof body !== 'object' || body === null)
    throw new FrontendApiError('frontend_api_unreachable', 'What responds is not Clerk.', { status });
  if (status >= 200 && status < 300) return answer;
  const reasons: FrontendApiReason[] = Array.isArray(body.errors) ? body.errors : [];
  const says = reasons.map(({ code, message }) => `${message} (${code})`).join('; ') || 'no reason is given';
  throw new FrontendApiError('frontend_api_refused', `Clerk responds ${status}: ${says}.`, {
    status,
    reasons,
  });
}

function textAt({ status, body }: FrontendApiResponse, field: string): string {
  if (typeof body[field] === 'string') return body[field];
  throw new FrontendApiError('frontend_api_refused', `The response has no "${field}".`, { status });
}
