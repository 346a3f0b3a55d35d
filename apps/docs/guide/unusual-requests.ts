import type { Entry } from './reference.ts';

/** Requests that outlive a token, or that are no plain page, form or call. */
export const unusualRequests: readonly Entry[] = [
  {
    id: 'Server-sent events',
    meaning:
      'The token is verified when the stream begins: 401 session_sync_needed with a stale one, and authFetch begins again with a fresh one. The stream may outlive the token. End it after some minutes where data must not flow for longer. EventSource connects again by itself, but an answer of 401 is final for it: then renew the token and open another, as e2e/request-app/app/stream/events.tsx does.',
  },
  {
    id: 'WebSockets',
    meaning:
      'Verified at the handshake, like server-sent events. Next.js serves none: another server verifies the token with createSessionVerifier. Close the socket when the session should end, and let the page connect again.',
  },
  {
    id: 'Uploads',
    meaning:
      'Next.js buffers the body of a request that meets a proxy, up to 10 MB (experimental.proxyClientMaxBodySize), and cuts the rest. Send larger files to a route under /api, where withAuth verifies and the body streams. A form with files of up to 3 MiB is kept while the token is renewed.',
  },
  {
    id: 'HEAD, OPTIONS',
    meaning:
      'HEAD is answered like GET. OPTIONS is a call that reads; an app with pages answers no preflight of another origin. An API does, for its callers.',
  },
  {
    id: 'Range requests',
    meaning:
      'A part of a file, such as a download that is resumed: 401 with a stale token, never a page in the middle of a file.',
  },
  {
    id: 'Video and audio',
    meaning:
      'Each part is a request of its own. On a protected app a part with a stale token gets 401, and the player reports an error; load the page again, or play from a signed address. On a mixed or public app it is shown to everyone.',
  },
  {
    id: 'Downloads',
    meaning:
      'A link to a file is opened like a page: session sync, then the file, and the user is back on the page they had. A link with the attribute download gets 401 with a stale token in place of a page that would be saved as the file.',
  },
  {
    id: 'Service workers',
    meaning:
      'sw.js at the root is open to everyone. A worker that passes on a navigation gets the same answer as the browser. It must not store answers with private, no-store: pages of a session have that header. What it fetches by itself gets 401 session_sync_needed with a stale token; it has no clerk-js, so it asks a page to renew the token, as e2e/own-code/public/sw.js does.',
  },
  {
    id: 'Images, next/image',
    meaning:
      'The request that Next.js makes for a file of a protected app passes for a signed-in user. Without a user it gets 401.',
  },
  {
    id: 'Multi-zone rewrites',
    meaning:
      'A zone that browsers reach under the address of another app: name that origin in ownOrigins of sso.config.ts. Tokens minted there are then the zone’s own, and return URLs stay there.',
  },
  {
    id: 'basePath',
    meaning: 'Kept in return URLs and the no-access page. Patterns of organizations do not name it.',
  },
  {
    id: 'cacheComponents',
    meaning:
      'A page that reads its session, its parameters or its query does so inside Suspense. The shell around it is the same for everyone; the proxy decides before any of it is sent.',
  },
  {
    id: 'A wrong clock of the browser',
    meaning:
      'The server’s clock decides; the session sync page receives it with the page. A browser may be wrong by a day. A server whose clock is wrong is reported as clock_wrong. clockSkewInMs allows for up to a minute.',
  },
  {
    id: '__client_uat lost or 0',
    meaning:
      'Lost beside a good token: the user is known until the token expires, and Clerk sets the cookie again. 0 means signed out, also beside a token.',
  },
  {
    id: 'Deep links',
    meaning:
      'Return URLs of up to 8,192 characters lead back after signing in, with their query, backslashes included, and fragment. A longer one leads to the front page of the app, and the sign-in page says so.',
  },
  {
    id: 'Frames',
    meaning:
      'A page in a frame is treated like a page. The proxy’s own pages may be framed by those who may frame the app. Signed out, the frame explains how to sign in, in a new tab.',
  },
];
