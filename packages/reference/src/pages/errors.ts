import { buildReferencePage, code, prose, type ReferencePage, table } from '../markdown.ts';
import { type ErrorCode, readErrorCodes } from '../sources/thrown-errors.ts';

/** Commands and packages whose errors say in their message what to do. */
const FAMILIES = [
  { title: 'All commands', className: 'CliError', file: 'packages/cli/src/cli-error.ts' },
  { title: 'pnpm sso copy and add', className: 'CopyError', file: 'packages/copy/src/errors.ts' },
  { title: 'pnpm sso deploy', className: 'DeployError', file: 'packages/deploy/src/errors.ts' },
  { title: 'pnpm sso doctor', className: 'DoctorError', file: 'packages/doctor/src/errors.ts' },
  { title: 'pnpm sso token', className: 'TokenError', file: 'packages/token/src/errors.ts' },
  { title: 'pnpm sso trace', className: 'TraceError', file: 'packages/trace/src/errors.ts' },
  { title: 'pnpm dev and pnpm sso stack', className: 'StackError', file: 'packages/stack/src/errors.ts' },
  { title: 'pnpm sso directory', className: 'DirectoryError', file: 'packages/directory/src/errors.ts' },
  { title: 'Playwright tests', className: 'SsoTestError', file: 'packages/testing/src/errors.ts' },
  {
    title: 'The command clerk-local',
    className: 'CommandError',
    file: 'packages/clerk-local-command/src/command-error.ts',
  },
] as const;

/** Every error with a code: configuration of an app, then each command. */
export function errorsPage(): ReferencePage {
  const configuration = readErrorCodes('packages/auth/src/errors.ts', 'AuthConfigError');
  return buildReferencePage({
    file: 'errors.mdx',
    title: 'Errors',
    description:
      'Every error with a code, of a build, a start and each command: what you saw and what to do.',
    lead: 'A message ends with its code, or a command prints it. Codes are added and never renamed. What differs from case to case is … here.',
    keywords: ['AuthConfigError', 'error codes', 'exit code'],
    blocks: [
      '## Configuration of an app',
      'Thrown while an app is built or starts, as `[auth] … (code=…)`; users never see one.',
      ...configuration.flatMap(({ code: name, messages, fix = '' }) => [
        `### ${code(name)}`,
        [
          ...messages.map((message) => `- **What you saw:** ${prose(message)}`),
          `- **What to do:** ${prose(fix)}`,
        ].join('\n'),
      ]),
      ...FAMILIES.flatMap(({ title, className, file }) => [
        `## ${title}`,
        tableOf(readErrorCodes(file, className)),
      ]),
    ],
  });
}

/** Where a class has no table of advice, its messages say what to do themselves. */
function tableOf(codes: readonly ErrorCode[]): string {
  const seen = ({ messages }: ErrorCode) => messages.map(prose).join(' · ') || 'The message names the cause.';
  const hasFixes = codes.some(({ fix }) => fix !== undefined);
  return table(
    ['Code', 'What you saw', ...(hasFixes ? ['What to do'] : [])],
    codes.map((each) => [code(each.code), seen(each), ...(hasFixes ? [prose(each.fix ?? '')] : [])]),
  );
}
