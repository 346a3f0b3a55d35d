export { type CookieJarFile, readCookieJarFile } from './cookies/cookie-jar-file.ts';
export type { StoredCookie } from './cookies/stored-cookie.ts';
export { exitCodeOf, parseMaxHops, parseStartUrl } from './options.ts';
export { explainReason } from './reasons/clerk-reasons.ts';
export { renderTrace } from './render-trace.ts';
export { type RawAnswer, sendNavigation } from './send-navigation.ts';
export { type Trace, traceSchema } from './trace.ts';
export { traceUrl } from './trace-url.ts';
