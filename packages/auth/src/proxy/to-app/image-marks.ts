import type { NextRequest } from 'next/server';
import type { ArrivedRequest } from '../../request/read-request.ts';

/** Next's image optimizer. It fetches files of the app by a request of its own, without any header of the browser's. */
const OPTIMIZER_PATH = '/_next/image';

/** Query parameter of such a request: proof that this proxy has let the request of the browser pass. */
const MARK = '__sso_image';

/** A proof is for one file and is accepted in this period and the next one, so that Next can cache an image for so long. */
const PERIOD_MS = 12 * 60 * 60_000;

/** Lets Next's image optimizer read the files of a protected app, for a user whom the proxy has let pass, and for nobody else. */
export interface ImageMarks {
  /** Whether a request is one of Next's own, with a proof for exactly this file. */
  isProven(incoming: ArrivedRequest, headers: Headers): Promise<boolean>;
  /** Adds a proof to the file that a request to the optimizer names. Any other answer stays as it is. */
  mark(response: Response, request: NextRequest): Promise<Response>;
}

/**
 * Makes the proofs of one app.
 *
 * Next sends its own request in the same process, without headers, so no session can come with it. The optimizer's URL is
 * therefore rewritten: the file's URL gets an HMAC of itself. Browsers can see it in a header; it opens one file, for a day at
 * most, and only to a request without `Host`, which HTTP/1.1 requires of every client and a reverse proxy always adds.
 *
 * @param secret Known to every process of the app: CLERK_SECRET_KEY. It signs under a name of its own.
 * @param app Sibling apps share the secret; a proof of one says nothing about the files of another.
 * @param nowMs Unix milliseconds.
 * @source Next.js 16.4.6 `fetchInternalImage` (`headers: {}`), `ImageOptimizerCache.validateParams`; RFC 9112 section 3.2.
 */
export function createImageMarks(secret: string, app: string, nowMs: () => number = Date.now): ImageMarks {
  const encoder = new TextEncoder();
  const key = crypto.subtle.importKey(
    'raw',
    encoder.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  );
  const period = () => Math.floor(nowMs() / PERIOD_MS);
  const text = (file: string, at: number) => encoder.encode(`sso-image ${app} ${at} ${file}`);
  const sign = async (file: string) =>
    hex(new Uint8Array(await crypto.subtle.sign('HMAC', await key, text(file, period()))));
  return {
    async isProven({ method, address, cookies, headerToken }, headers) {
      if (method !== 'GET') return false;
      if (headers.has('host') || cookies.header !== '' || headerToken !== undefined) return false;
      const found = MARKED.exec(address.browserPath + address.search);
      const [, file, proof] = found ?? [];
      if (file === undefined || proof === undefined) return false;
      const bytes = fromHex(proof);
      for (const at of [period(), period() - 1]) {
        if (await crypto.subtle.verify('HMAC', await key, bytes, text(file, at))) return true;
      }
      return false;
    },
    async mark(response, request) {
      const { nextUrl } = request;
      if (!response.headers.has('x-middleware-next')) return response;
      const [file, ...others] = nextUrl.searchParams.getAll('url');
      if (file === undefined || others.length > 0 || !isOwnFile(file)) return response;
      const target = nextUrl.clone();
      target.searchParams.set('url', `${file}${file.includes('?') ? '&' : '?'}${MARK}=${await sign(file)}`);
      response.headers.delete('x-middleware-next');
      response.headers.set('x-middleware-rewrite', target.href);
      return response;
    },
  };
}

/** Whether a request is for Next's image optimizer. */
export function isForOptimizer({ isRead, address }: ArrivedRequest): boolean {
  return isRead && address.appPath === OPTIMIZER_PATH;
}

/** Whether a request claims to have a proof; `isProven` checks it. */
export function claimsProof({ address }: ArrivedRequest): boolean {
  return address.search.includes(`${MARK}=`);
}

/** The proof ends the query; the file's own query stands before it. */
const MARKED = new RegExp(`^(.*)[?&]${MARK}=([0-9a-f]{64})$`);

/** A file of this app that meets the proxy. Where Next listens on an IP address, the rewritten URL comes here once more. */
function isOwnFile(url: string): boolean {
  return /^\/(?!\/|_next\/)[^\\#]*$/.test(url) && !url.includes(`${MARK}=`);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
