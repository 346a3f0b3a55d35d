/**
 * Files that browsers and crawlers read without a user, at the paths where Next makes or serves them. Exact: case, slashes and
 * encoding count, and nothing below or beside them opens with them. `publicPaths` of `sso.config.ts` opens further paths.
 *
 * @source Next.js docs "Metadata files" (favicon, icon, apple-icon, manifest, robots, sitemap, opengraph-image, twitter-image),
 *   "Progressive web apps" (`public/sw.js`); RFC 8615 (`/.well-known/`).
 */
const SERVED_FILES = new RegExp(
  `^/(?:${[
    'favicon\\.ico',
    'robots\\.txt',
    'manifest\\.(?:webmanifest|json)',
    'sw\\.js',
    'service-worker\\.js',
    // An index of several, and one for each id of generateSitemaps().
    'sitemap(?:[-_][\\w-]+|\\d+)?\\.xml',
    'sitemap/[\\w-]+\\.xml',
    // A route group gives the name a suffix of six characters; generateImageMetadata() numbers them.
    '(?:icon|apple-icon|opengraph-image|twitter-image)\\d{0,2}(?:-[a-z0-9]{6})?(?:\\.(?:ico|svg|png|jpe?g|gif))?',
    '(?:icon|apple-icon|opengraph-image|twitter-image)(?:-[a-z0-9]{6})?/\\d{1,3}',
    'apple-touch-icon(?:-\\d{2,4}x\\d{2,4})?(?:-precomposed)?\\.png',
    '\\.well-known(?:/[\\w~-][\\w.~-]*)+',
  ].join('|')})$`,
);

/**
 * Whether anyone may read a path, because it is a file of the web's conventions and not a page.
 *
 * @param appPath As in the URL, percent-encoded, without base path.
 */
export function isServedFile(appPath: string): boolean {
  return SERVED_FILES.test(appPath);
}
