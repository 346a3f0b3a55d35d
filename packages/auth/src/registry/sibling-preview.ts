import { isOrigin, type Origin } from './origin.ts';
import { sharedDomainOf } from './shared-domain.ts';

/** Characters of a DNS label; Vercel shortens a longer one and appends a hash that cannot be derived. */
const MAX_LABEL = 63;

/**
 * Derives the origin of a sibling app's preview of the same branch from this app's own preview origin.
 * Vercel lists at most three related projects; on a preview suffix the others can be derived from the branch.
 *
 * @param branchOrigin This app's own, `https://<project>-git-<branch>-<team>.<suffix>`; from VERCEL_BRANCH_URL, never from a request.
 * @returns undefined on a public suffix such as vercel.app, where anyone may own the address of a sibling app that has no
 *   preview; and where Vercel had to shorten one of the two addresses.
 * @source Vercel docs "Generated URLs", "Preview deployment suffix"; Public Suffix List through tldts.
 * @example siblingPreviewOrigin('https://acme-docs-git-topic-acme.preview.acme.dev', { ownProject: 'acme-docs', siblingProject: 'acme-account' })
 */
export function siblingPreviewOrigin(
  branchOrigin: Origin,
  { ownProject, siblingProject }: { readonly ownProject: string; readonly siblingProject: string },
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
