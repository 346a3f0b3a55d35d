import { CHECKS, type Finding, runDoctor } from '@repo/doctor';

/** What the doctor asks of a proxy, and of the routes that it is in front of. */
const PROXY_CHECKS: ReadonlySet<string> = new Set([
  'middleware-file',
  'missing-authorized-parties',
  'proxy-skips-auth',
  'proxy-skips-values',
  'token-kind-mismatch',
  'unguarded-routes',
  'webhook-behind-auth',
]);

/** One finding as a line: 'proxy-skips-auth: app/api/me/route.ts …'. */
export type ProxyFinding = string;

/** Runs the checks of the doctor that are about a proxy. Only reads; no code of the repository is run. */
export async function findProxyFaults(root: string): Promise<readonly ProxyFinding[]> {
  const { results } = await runDoctor({
    root,
    checks: CHECKS.filter(({ id }) => PROXY_CHECKS.has(id)),
    variables: {},
    urls: undefined,
    cookies: [],
    isFixing: false,
  });
  return results.flatMap(({ check, findings }) => findings.map((finding) => lineOf(check.id, finding)));
}

function lineOf(id: string, { saw, file }: Finding): ProxyFinding {
  return `${id}: ${file === undefined ? '' : `${file}: `}${saw}`;
}

/**
 * Compares the faults before and after.
 *
 * @returns `fixed`: gone now. `fresh`: not there before, so a change of ours may have caused it. A line that moved in its file is
 *   the same.
 */
export function compareFaults(
  before: readonly ProxyFinding[],
  after: readonly ProxyFinding[],
): { readonly fixed: readonly ProxyFinding[]; readonly fresh: readonly ProxyFinding[] } {
  return {
    fixed: before.filter((line) => !after.includes(line)),
    fresh: after.filter((line) => !before.includes(line)),
  };
}
