import type { createColors } from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { Check } from './check.ts';
import { DoctorError } from './errors.ts';

type Colors = ReturnType<typeof createColors>;

/** What a level says, in the words of the documentation. */
const LEVELS: Readonly<Record<Check['severity'], string>> = {
  error: 'error: something is broken or open to an attack today',
  warning: 'warning: it will be, or may be',
  note: 'note: advice',
};

const KINDS: Readonly<Record<Check['kind'], string>> = {
  static: 'It reads the files of the repository.',
  environment: 'It reads variables: those of env files, and those of this process.',
  live: 'It asks the deployed apps that --live names.',
};

/**
 * Everything the doctor knows about one check, for people. Nothing else has to be opened.
 *
 * @throws {DoctorError} `invalid_usage`: there is no such check, with the list of ids.
 */
export function explainCheck(
  checks: readonly Check[],
  id: string | undefined,
  colors: Colors,
  width = 100,
): string {
  const check = checks.find((one) => one.id === id);
  if (!check) {
    const ids = checks.map((one) => `  ${one.id.padEnd(28)}${one.title}`).join('\n');
    const what = id === undefined ? 'explain takes the id of a check.' : `There is no check "${id}".`;
    throw new DoctorError('invalid_usage', `${what} Checks:\n${ids}`);
  }
  const paragraph = (text: string) => wrapAnsi(text, width, { hard: true });
  return [
    `${colors.bold(check.title)}\n${colors.dim(`${check.id} · ${LEVELS[check.severity]}, unless a finding says otherwise`)}`,
    paragraph(check.whyItMatters),
    paragraph(`${colors.bold('Fix:')} ${check.fix}`),
    paragraph(KINDS[check.kind]),
    paragraph(
      `Run it alone: pnpm sso doctor --only ${check.id}${check.kind === 'live' ? ' --live URL' : ''}. Keep a finding on purpose, with the reason on its line or the one above: // sso-doctor-ignore ${check.id}: <reason>`,
    ),
  ].join('\n\n');
}
