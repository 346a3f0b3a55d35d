import type { PolicyPlaces } from './content-security-policy.ts';
import type { CspSources } from './policy-additions.ts';

/**
 * The stricter half for a page that is rendered for one request: only scripts with its nonce run, and what those load.
 *
 * @param nonce Base64, fresh for each answer.
 * @param keywords From `scriptKeywords`.
 * @source CSP Level 3, `strict-dynamic`: nonces for what the parser finds, trust passed on to what scripts insert.
 */
export function buildNoncePolicy(nonce: string, keywords: readonly string[] = []): string {
  return ['script-src', `'nonce-${nonce}'`, "'strict-dynamic'", ...keywords].join(' ');
}

/** The sources of `script-src` that still mean something beside a nonce: permissions such as `'unsafe-eval'`, and hashes. */
export function scriptKeywords(
  places: Pick<PolicyPlaces, 'developmentServer'>,
  additions: CspSources,
): string[] {
  const meaningless = ["'self'", "'unsafe-inline'"];
  const given = (additions['script-src'] ?? []).filter((source) => source.startsWith("'"));
  const all = [...(places.developmentServer === undefined ? [] : ["'unsafe-eval'"]), ...given];
  return [...new Set(all.filter((source) => !meaningless.includes(source)))];
}
