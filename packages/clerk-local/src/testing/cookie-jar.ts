/** A cookie as a server set it. Shaped for Playwright's `addCookies`, apart from `domain`. */
export interface StoredCookie {
  name: string;
  value: string;
  /** Of the Domain attribute; undefined: only the host that set it gets the cookie. */
  domain: string | undefined;
  path: string;
  httpOnly: boolean;
}

/** The cookies of one host. The latest of a name wins; an empty value or `Max-Age=0` removes it. */
export class CookieJar {
  readonly #cookies = new Map<string, StoredCookie>();

  /** Reads the Set-Cookie lines of a response. */
  store(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const cookie = parseSetCookie(line);
      if (cookie.value === '') this.#cookies.delete(cookie.name);
      else this.#cookies.set(cookie.name, cookie);
    }
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name)?.value;
  }

  list(): StoredCookie[] {
    return [...this.#cookies.values()];
  }

  /** Value of the Cookie header; empty without cookies. */
  get header(): string {
    return this.list()
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

function parseSetCookie(line: string): StoredCookie {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const separator = pair.indexOf('=');
  const attributeOf = (attribute: string) =>
    attributes.find((text) => text.toLowerCase().startsWith(`${attribute}=`))?.slice(attribute.length + 1);
  const isRemoved = attributeOf('max-age') === '0';
  return {
    name: pair.slice(0, separator),
    value: isRemoved ? '' : pair.slice(separator + 1),
    domain: attributeOf('domain'),
    path: attributeOf('path') ?? '/',
    httpOnly: attributes.some((text) => text.toLowerCase() === 'httponly'),
  };
}
