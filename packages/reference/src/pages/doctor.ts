import { CHECKS } from '@repo/doctor';
import { buildReferencePage, code, prose, type ReferencePage } from '../markdown.ts';

const KINDS = [
  { kind: 'static', title: 'In the repository' },
  { kind: 'environment', title: 'In the environment' },
  { kind: 'live', title: 'On a deployed site' },
] as const;

const COMMANDS = `\`\`\`sh
pnpm sso doctor                       # this repository
pnpm sso doctor --root ../another     # any other repository
pnpm sso doctor --live https://platform.acme.example
pnpm sso doctor --fix                 # applies the mechanical fixes
pnpm sso doctor --json                # for machines; or --sarif FILE
\`\`\``;

/** Every check of the doctor. */
export function doctorPage(): ReferencePage {
  return buildReferencePage({
    file: 'doctor.mdx',
    title: 'The doctor',
    description: 'Every check of pnpm sso doctor: what it finds, why it matters, how to fix it.',
    lead: 'One command that knows how Clerk set-ups break. It checks any repository, with or without this package.',
    keywords: ['sso doctor', 'checks', 'lint'],
    blocks: [
      COMMANDS,
      'The exit code is 0 without findings, 1 with findings, and 2 when it could not run. To keep a finding that you have reviewed, write a comment beside it, with the reason: `sso-doctor-ignore <id>: <reason>`.',
      ...KINDS.flatMap(({ kind, title }) => [
        `## ${title}`,
        ...CHECKS.filter((check) => check.kind === kind).flatMap((check) => [
          `### ${code(check.id)}`,
          `**${prose(check.title)}**`,
          prose(check.whyItMatters),
          `**Fix:** ${prose(check.fix)}`,
        ]),
      ]),
    ],
  });
}
