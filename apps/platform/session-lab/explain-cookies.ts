/** A cookie that the browser sent with this page, without its value. */
export interface SentCookie {
  readonly name: string;
  readonly bytes: number;
}

export interface ExplainedCookie extends SentCookie {
  readonly id: string;
  /** Where the browser sends it. */
  readonly scope: 'this host alone' | 'every app of this domain' | 'not ours';
  readonly meaning: string;
}

const OURS: readonly {
  readonly name: RegExp;
  readonly scope: ExplainedCookie['scope'];
  readonly meaning: string;
}[] = [
  {
    name: /^__session(_[\w-]+)?$/,
    scope: 'this host alone',
    meaning:
      'The session token of this app. clerk-js writes it under two names; the longer one names the Clerk instance.',
  },
  {
    name: /^__client_uat(_[\w-]+)?$/,
    scope: 'every app of this domain',
    meaning: 'When somebody last signed in or out in this browser; 0: nobody is signed in. It opens nothing.',
  },
  {
    name: /^__refresh(_[\w-]+)?$/,
    scope: 'this host alone',
    meaning: 'With it Clerk’s SDK renews a token on the server. Only a handshake writes it.',
  },
  {
    name: /^__clerk_db_jwt(_[\w-]+)?$/,
    scope: 'this host alone',
    meaning: 'Names this browser to a development instance of Clerk. Production has none.',
  },
  {
    name: /^__sso_(switch|clerk_query)$/,
    scope: 'every app of this domain',
    meaning:
      'A note between the apps: a tab changed account or organization, or which version of clerk-js is in use.',
  },
  {
    name: /^(__Host-|__)sso_[\w-]+$/,
    scope: 'this host alone',
    meaning: 'A note of session sync, or the proof that this host wrote its token.',
  },
  {
    name: /^clerk_active_context$/,
    scope: 'this host alone',
    meaning: 'Which session and organization the last active tab of this app acted in.',
  },
];

/**
 * Explains the cookies of a request. The browser does not say where else it sends a cookie; the names of this system do.
 *
 * @param sent In the order of the header. The same name twice means that another host of this domain planted one of them.
 */
export function explainCookies(sent: readonly SentCookie[]): ExplainedCookie[] {
  return sent.map((cookie, index) => {
    const known = OURS.find(({ name }) => name.test(cookie.name));
    const isTwin = sent.some(({ name }, other) => other !== index && name === cookie.name);
    return {
      ...cookie,
      id: `${cookie.name} ${index}`,
      scope: known?.scope ?? 'not ours',
      meaning: `${isTwin ? 'There are two of this name: one was planted from another host of this domain. ' : ''}${known?.meaning ?? 'Not a cookie of this system.'}`,
    };
  });
}

/**
 * Reads names and sizes from a Cookie header; values do not leave this function.
 *
 * @param header `name=value; name=value`, or null.
 */
export function readSentCookies(header: string | null): SentCookie[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.includes('='))
    .map((pair) => ({
      name: pair.slice(0, pair.indexOf('=')),
      bytes: new TextEncoder().encode(pair).length - 1,
    }));
}
