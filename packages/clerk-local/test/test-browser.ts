import { ACCOUNT_ORIGIN } from './start-test-clerk.ts';

/** An answer of the Frontend API. JSON of unknown shape: tests assert what they read. */
export interface FrontendAnswer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into foreign JSON, and its assertions are the check.
  body: any;
}

/** Calls the Frontend API as clerk-js does: one Origin, forms, a cookie jar for the Clerk host. */
export class TestBrowser {
  readonly #url: string;
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string, origin: string = ACCOUNT_ORIGIN) {
    this.#url = url;
    this.#origin = origin;
  }

  get(path: string): Promise<FrontendAnswer> {
    return this.#send(path, { method: 'GET', headers: { origin: this.#origin } });
  }

  post(path: string, fields: Record<string, string> = {}): Promise<FrontendAnswer> {
    const body = new URLSearchParams(fields);
    return this.#send(path, { method: 'POST', headers: { origin: this.#origin }, body });
  }

  /** A form that navigates: its page's Origin, redirects not followed. */
  submit(path: string, fields: Record<string, string> | URLSearchParams): Promise<FrontendAnswer> {
    const body = new URLSearchParams(fields);
    return this.#send(path, { method: 'POST', redirect: 'manual', headers: { origin: this.#origin }, body });
  }

  /** Sends a file as the form field `file`. */
  upload(path: string, file: Blob): Promise<FrontendAnswer> {
    const body = new FormData();
    body.append('file', file, 'upload');
    return this.#send(path, { method: 'POST', headers: { origin: this.#origin }, body });
  }

  /** A top-level navigation: no Origin, redirects not followed. */
  navigate(path: string): Promise<FrontendAnswer> {
    return this.#send(path, { method: 'GET', redirect: 'manual', headers: { accept: 'text/html' } });
  }

  /** Signs in with a password. @returns the answer of the sign-in attempt. */
  signIn(identifier: string, password: string): Promise<FrontendAnswer> {
    return this.post('/v1/client/sign_ins', { identifier, password, strategy: 'password' });
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  async #send(
    path: string,
    init: RequestInit & { headers: Record<string, string> },
  ): Promise<FrontendAnswer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${this.#url}${path}`, { ...init, headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const isJson = answer.headers.get('content-type')?.includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? await answer.json() : await answer.text(),
    };
  }
}
