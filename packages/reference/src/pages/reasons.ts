import {
  REASON_HEADER,
  REASONS,
  type ReasonText,
  SYNC_FAILURES,
  TOKEN_FAULTS,
} from '@subdomain-sso/auth/reasons';
import { buildReferencePage, code, prose, type ReferencePage } from '../markdown.ts';

const WHERE = [
  `- In the header ${code(REASON_HEADER)} of every answer that the proxy gives itself, as ${code('session_sync_needed; fault=azp_missing')}.`,
  '- In the body for programs, `application/problem+json`: the reason as `code`, the token’s fault as `fault`.',
  '- On the page that the user sees, in small type at its end.',
  '- In an [event](../guides/finding-faults.mdx#events), for your log and traces.',
].join('\n');

const SAMPLE = `\`\`\`json title="GET /api/me, answered 401"
{
  "type": "about:blank",
  "title": "Unauthorized",
  "status": 401,
  "code": "session_sync_needed",
  "detail": "The session is live, but this app has …",
  "fault": "azp_missing"
}
\`\`\``;

/** Every code of the proxy, the session sync page and the guards. */
export function reasonsPage(): ReferencePage {
  return buildReferencePage({
    file: 'reasons.mdx',
    title: 'Reasons and what to do',
    description: 'Every code the proxy, the session sync page and the events use, and what to do about it.',
    lead: 'Every request that is not simply let through has a code. Codes are added and never renamed, so you can search logs for them and write tests against them.',
    keywords: ['x-sso-reason', 'problem+json', 'error codes'],
    blocks: [
      '## Where you find a code',
      WHERE,
      SAMPLE,
      '## Reasons',
      'Why a request was not let through.',
      ...Object.entries(REASONS).flatMap(reasonBlocks),
      '## Faults of a token',
      'What was wrong with the session cookie when a session had to be synced. Faults are shown as `fault` in the header and the problem, and as `reason` of the event `auth.sync`; `azp_missing` has an event of its own, `auth.azp_missing`. The user stays signed in, and the next page load fixes the fault. The advice is for a fault that comes back.',
      ...Object.entries(TOKEN_FAULTS).flatMap(([name, { message, fix }]) => [
        `### ${code(name)}`,
        items({ Why: message, 'What to do': fix }),
      ]),
      '## When session sync gives up',
      'These are shown on the session sync page, next to “Try again”. The browser finds them; the server never sees them.',
      ...Object.entries(SYNC_FAILURES).flatMap(([name, { message, fix }]) => [
        `### ${code(name)}`,
        items({ 'What the user saw': message, 'What to do': fix }),
      ]),
    ],
  });
}

function reasonBlocks([name, { message, shownAs, fix }]: [string, ReasonText]): readonly string[] {
  return [`### ${code(name)}`, items({ 'What the user saw': shownAs, Why: message, 'What to do': fix })];
}

function items(texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts)
    .map(([name, text]) => `- **${name}:** ${prose(text)}`)
    .join('\n');
}
