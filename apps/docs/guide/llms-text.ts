import { REASONS, SYNC_FAILURES, TOKEN_FAULTS } from '@subdomain-sso/auth/reasons';
import { NAVIGATION } from '../content/navigation.ts';
import { type Page, readPages } from '../content/read-page.ts';
import checks from './doctor-checks.generated.json';

type UrlOf = (path: `/${string}`) => string;

/**
 * What a coding assistant reads first: one line for each page, reason code and check, each with a link to its place.
 *
 * @param urlOf Absolute URL of a path of this app in the present environment; the path begins with "/".
 * @returns Markdown in the form of llmstxt.org: a title, a summary, a few sentences, then sections of links.
 * @source llmstxt.org "Format".
 */
export function buildLlmsText(urlOf: UrlOf): string {
  const line = (name: string, path: `/${string}`, note: string) => `- [${name}](${urlOf(path)}): ${note}`;
  const pages = readPages();
  const group = (title: string) =>
    pages
      .filter((page) => page.group === title)
      .map(({ href, label, description }) => line(label, href, description))
      .join('\n');
  return `# Subdomain SSO

> Next.js apps on sibling subdomains that share one Clerk session, without a redirect between them and without an app that accepts its siblings' tokens.

A Clerk session token names in \`azp\` the origin that minted it. An app accepts cookie tokens of its own origin only, and bearer tokens of its own and its declared callers'. The list comes from configuration, never from a request. A token without \`azp\` is neither trusted nor a reason to sign a user out: it is re-minted, by script, on the page that needs it. The whole documentation as one Markdown file: ${urlOf('/llms-full.txt')}

${NAVIGATION.map(({ title }) => `## ${title}\n\n${group(title)}`).join('\n\n')}

## Reason codes

${Object.entries({ ...REASONS, ...TOKEN_FAULTS, ...SYNC_FAILURES })
  .map(([code, { message }]) => line(code, `/reasons#${code}`, message))
  .join('\n')}

## Optional

${checks.map(({ id, anchor, title }) => line(`pnpm sso doctor --only=${id}`, `/doctor${anchor}` as const, title)).join('\n')}
`;
}

/** All pages as one Markdown file, in reading order, each under its title and address. */
export function buildFullText(pages: readonly Page[], urlOf: UrlOf): string {
  return pages
    .map(({ title, href, lead, body }) => `# ${title}\n\n${urlOf(href)}\n\n${lead}\n\n${body.trim()}\n`)
    .join('\n');
}
