/**
 * What a request is, by Fetch metadata. It chooses the form of an answer and never grants anything: any client can write these
 * headers.
 * - `document`: a page is opened in a tab, by GET or HEAD.
 * - `frame`: the same in an iframe, object or embed.
 * - `submission`: a form is sent by POST, and its answer replaces the page.
 * - `download`: a navigation whose answer is saved and never shown: a link with `download`, "Save link as", a resumed download.
 * - `action`: a Server Action.
 * - `asset`: a part of a page: an image, script, style, font, video, manifest, service worker.
 * - `call`: everything else: fetch, soft navigations (RSC), server-sent events, WebSockets, beacons, programs.
 */
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_KINDS = [
  'document',
  'frame',
  'submission',
  'download',
  'action',
  'asset',
  'call',
] as const;

/**
 * Finds the kind of a request. Next hides the RSC headers from a proxy, so Fetch metadata tell soft navigations from documents.
 * Clients without metadata (HTTP without TLS, Safari before 16.4, programs) are told apart by `Accept`.
 *
 * @source Fetch Metadata (`Sec-Fetch-Dest`, `Sec-Fetch-Mode`), measured in Chromium 156: a link with `download` is a navigation
 *   to `empty` without `Accept: text/html`; `fetch(event.request)` of a service worker is one with it, and a service worker's copy
 *   of a navigation still has `Upgrade-Insecure-Requests`; a WebSocket has no metadata.
 */
export function requestKind({ method, headers }: Pick<Request, 'method' | 'headers'>): RequestKind {
  if (method === 'POST' && headers.has('next-action')) return 'action';
  const destination = headers.get('sec-fetch-dest');
  const place = destination === null ? placeByAccept(headers) : placeOf(destination, headers);
  if (place === 'asset' || place === 'call') return place;
  if (method === 'POST') return place === 'download' ? 'call' : 'submission';
  if (method !== 'GET' && method !== 'HEAD') return 'call';
  // A page in place of a part of a file would be saved as that part.
  return headers.has('range') ? 'download' : place;
}

type Place = 'document' | 'frame' | 'download' | 'asset' | 'call';

function placeOf(destination: string, headers: Headers): Place {
  const known = PLACES.get(destination);
  if (known !== undefined) return known;
  if (destination !== 'empty') return 'call';
  const isHtml = acceptsHtml(headers);
  if (headers.get('sec-fetch-mode') === 'navigate') return isHtml ? 'document' : 'download';
  return isHtml && headers.get('upgrade-insecure-requests') === '1' ? 'document' : 'call';
}

const PLACES: ReadonlyMap<string, Place> = new Map([
  ['document', 'document'],
  ...['iframe', 'frame', 'fencedframe', 'embed', 'object'].map((name) => [name, 'frame'] as const),
  ...[
    'image',
    'style',
    'script',
    'font',
    'manifest',
    'serviceworker',
    'worker',
    'sharedworker',
    'audioworklet',
    'paintworklet',
    'video',
    'audio',
    'track',
    'xslt',
  ].map((name) => [name, 'asset'] as const),
]);

function placeByAccept(headers: Headers): Place {
  if (headers.has('upgrade')) return 'call';
  if (acceptsHtml(headers)) return 'document';
  return /^(image|text\/css|font|video|audio)\b/.test(headers.get('accept') ?? '') ? 'asset' : 'call';
}

function acceptsHtml(headers: Headers): boolean {
  return headers.get('accept')?.startsWith('text/html') ?? false;
}
