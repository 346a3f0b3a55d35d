import { isOrigin, type Origin } from './origin.ts';
import { sharedDomainOf } from './shared-domain.ts';

/** A DNS label; Vercel shortens what is longer, with a hash at the end that cannot be guessed. */
const MAX_LABEL = 63;

/**
 * Where a sibling's preview of the same branch is, told by this one's own address.
 * Vercel tells a project of three related ones at most; on a domain of the team's own the rest follow from the branch.
 *
 * @param branchOrigin This app's own, `https://<project>-git-<branch>-<team>.<suffix>`; from VERCEL_BRANCH_URL, never from a request.
 * @returns undefined on a public suffix such as vercel.app, where a stranger may hold the address of a sibling that has no
 *   preview; and where Vercel had to shorten one of the two addresses.
 * @source Vercel docs "Generated URLs", "Preview deployment suffix"; Public Suffix List through tldts.
 * @example siblingPreviewOrigin('https://acme-docs-git-topic-acme.preview.acme.dev', 'acme-docs', 'acme-account')
 */
export function siblingPreviewOrigin(
  branchOrigin: Origin,
  ownProject: string,
  siblingProject: string,
): Origin | undefined {
  const { hostname } = new URL(branchOrigin);
  const [label = '', ...suffix] = hostname.split('.');
  const start = `${ownProject}-git-`;
  if (sharedDomainOf(hostname) === null || !label.startsWith(start)) return undefined;
  const sibling = `${siblingProject}-git-${label.slice(start.length)}`;
  if (label.length >= MAX_LABEL || sibling.length > MAX_LABEL) return undefined;
  const origin = `https://${sibling}.${suffix.join('.')}`;
  return isOrigin(origin) ? origin : undefined;
}
