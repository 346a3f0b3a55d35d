import type { LogEntry, Seed } from 'clerk-local';
import type { AppEnvironment } from '../environment/build-environment.ts';
import { renderEnvLine } from '../environment/env-lines.ts';
import type { Addresses } from './addresses.ts';

/** What is printed once everything answers. */
export interface ReadyReport {
  readonly addresses: Addresses;
  /** `http://127.0.0.1:<port>`. */
  readonly backendApi: string;
  readonly seed: Seed;
  readonly environment: AppEnvironment;
  readonly envFiles: readonly string[];
  /** Since the process began. */
  readonly startMs: number;
}

/** The whole text: addresses, accounts, and the environment as lines that can be copied. */
export function renderReady(report: ReadyReport): string {
  const { addresses, backendApi, envFiles, startMs } = report;
  const places = [
    ...addresses.apps.map(({ app, origin }) => [app.name, `${origin} -> 127.0.0.1:${app.port}`] as const),
    ['Clerk', `${addresses.clerk} (Backend API: ${backendApi})`] as const,
    ['Inbox', addresses.inbox] as const,
    ['All', addresses.index] as const,
  ];
  const lines = Object.entries(report.environment).map(([name, value]) => renderEnvLine(name, value));
  const heading =
    envFiles.length === 0
      ? 'Environment of the apps:'
      : `Environment of the apps, in ${envFiles.join(', ')}:`;
  return [
    `clerk-local is ready (${Math.round(startMs)} ms). Ctrl-C stops it.`,
    '',
    ...table(places),
    '',
    ...accountLines(report.seed),
    heading,
    ...lines,
    '',
  ].join('\n');
}

function accountLines({ users }: Seed): string[] {
  if (users.length === 0) return [];
  const rows = users.map(
    ({ emailAddress, password }) => [emailAddress, password ?? '(a code, in the inbox)'] as const,
  );
  return ['Sign in as:', ...table(rows), ''];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}

/** One line for an event of the Clerk; undefined: it is not shown. */
export function renderEntry(entry: LogEntry, isVerbose: boolean): string | undefined {
  switch (entry.kind) {
    case 'mail':
      return `Mail to ${entry.to}: ${entry.subject}`;
    case 'not-implemented':
      return `${entry.method} ${entry.path} is not implemented`;
    case 'failure':
      return `${entry.method} ${entry.path} failed: ${String(entry.error)}`;
    case 'request':
      return isVerbose ? `${entry.method} ${entry.path} ${entry.status}` : undefined;
  }
}
