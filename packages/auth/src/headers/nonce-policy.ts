import type { PolicyPlaces } from './content-security-policy.ts';
import type { CspSources } from './policy-additions.ts';

/**
 * Builds the stricter half of the policy, for a page that is rendered for one request: only scripts with its nonce run, and
 * scripts that those load.
 *
 * @param nonce Base64, fresh for each answer.
 * @param keywords From `scriptKeywords`.
 * @source CSP Level 3, `strict-dynamic`: nonces for scripts in the HTML, trust for scripts that those insert.
 */
export function buildNoncePolicy(nonce: string, keywords: readonly string[] = []): string {
  return ['script-src', `'nonce-${nonce}'`, "'strict-dynamic'", ...keywords].join(' ');
}

/** Lists the sources of `script-src` that have an effect beside a nonce: permissions such as `'unsafe-eval'`, and hashes. */
export function scriptKeywords(
  places: Pick<PolicyPlaces, 'developmentServer'>,
  additions: CspSources,
): string[] {
  const withoutEffect = ["'self'", "'unsafe-inline'"];
  const given = (additions['script-src'] ?? []).filter((source) => source.startsWith("'"));
  const all = [...(places.developmentServer === undefined ? [] : ["'unsafe-eval'"]), ...given];
  return [...new Set(all.filter((source) => !withoutEffect.includes(source)))];
}
