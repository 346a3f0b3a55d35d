import { box, log } from '@clack/prompts';
import { sso } from '@repo/sso';
import type { ServiceName, StackEvent } from '@repo/stack';
import { inboxUrl, SEEDED_ACCOUNTS } from '@repo/stack';
import pc from 'picocolors';
import { buildSummary } from './summary.ts';

/** Prints what happens, and once the links of all apps. */
export interface DevReport {
  onEvent(event: StackEvent): void;
  stopping(): void;
}

type ClerkEntry = Extract<StackEvent, { kind: 'clerk' }>['entry'];

/**
 * @param isVerbose Shows what the apps write to stdout and every request to the local Clerk, too.
 */
export function createDevReport(options: {
  port: number;
  apps: readonly ServiceName[];
  isVerbose: boolean;
}): DevReport {
  const { port, apps, isVerbose } = options;
  const states = new Map<ServiceName, 'ready' | 'failed'>();
  /** Warnings of apps that still boot: part of the failure's text, or shown once the app is ready. */
  const held = new Map<ServiceName, string[]>();
  let isLocal = true;

  const showSummary = () => {
    const notes = Object.fromEntries(apps.map((name) => [name, note(states.get(name))]));
    const accounts = isLocal ? SEEDED_ACCOUNTS : [];
    printSummary(buildSummary({ port, apps, notes, accounts, inbox: isLocal ? inboxUrl(port) : null }));
  };
  const settle = (app: ServiceName, state: 'ready' | 'failed') => {
    const isFirst = !states.has(app);
    states.set(app, state);
    // Users sign in on the primary app; the box does not wait for the others.
    if (isFirst && app === sso.primary) showSummary();
    const isEverythingReady = apps.every((name) => states.get(name) === 'ready');
    if (isFirst && isEverythingReady) log.success('Everything is up. Ctrl-C stops it.');
  };
  const onLine = ({ app, stream, line }: Extract<StackEvent, { kind: 'line' }>) => {
    if (isVerbose || (stream === 'stderr' && states.has(app))) printLine(app, line);
    else if (stream === 'stderr') held.set(app, [...(held.get(app) ?? []), line]);
  };
  return {
    onEvent(event) {
      if (event.kind === 'up') {
        isLocal = event.isLocalClerk;
        log.info(`${isLocal ? 'Local Clerk' : 'Your Clerk instance'} and gateway are up: ${event.url}`);
      }
      if (event.kind === 'starting') log.step(`${event.app} is starting`);
      if (event.kind === 'line') onLine(event);
      if (event.kind === 'clerk') showClerkEntry(event.entry, isVerbose);
      if (event.kind === 'ready') {
        log.success(`${event.app} is ready ${pc.dim(`(${(event.durationMs / 1000).toFixed(1)} s)`)}`);
        for (const line of held.get(event.app) ?? []) printLine(event.app, line);
        settle(event.app, 'ready');
      }
      if (event.kind === 'failed') {
        log.error(failureText(event));
        settle(event.app, 'failed');
      }
    },
    stopping: () => log.info('Stopping …'),
  };
}

function note(state: 'ready' | 'failed' | undefined): string | undefined {
  return state === 'ready' ? undefined : (state ?? 'starting');
}

function printSummary({ title, lines }: ReturnType<typeof buildSummary>): void {
  // The box wraps at the width of the terminal, and a wrapped link cannot be clicked.
  const isNarrow = Math.max(...lines.map((line) => line.length)) + 8 > (process.stdout.columns ?? 100);
  if (isNarrow) console.log(`\n${pc.bold(title)}\n${lines.join('\n')}\n`);
  else box(lines.join('\n'), title, { width: 'auto', rounded: true, withGuide: false });
}

function printLine(app: ServiceName, line: string): void {
  console.log(`${pc.cyan(`[${app}]`)} ${line}`);
}

function failureText({ app, reason, lastLines }: Extract<StackEvent, { kind: 'failed' }>): string {
  const output =
    lastLines.length > 0 ? `\nIts last output:\n${lastLines.map((line) => `  ${line}`).join('\n')}` : '';
  return `${pc.bold(app)} failed. ${reason} The rest keeps running.${output}`;
}

function showClerkEntry(entry: ClerkEntry, isVerbose: boolean): void {
  const text = clerkText(entry, isVerbose);
  if (text !== undefined) console.log(`${pc.magenta('[clerk]')} ${text}`);
  if (entry.kind === 'failure') console.error(entry.error);
}

function clerkText(entry: ClerkEntry, isVerbose: boolean): string | undefined {
  switch (entry.kind) {
    case 'mail':
      return `Mail to ${entry.to}: ${entry.subject}`;
    case 'not-implemented':
      return `${entry.method} ${entry.path} is not implemented`;
    case 'failure':
      return `${entry.method} ${entry.path} failed:`;
    case 'request':
      return isVerbose ? `${entry.method} ${entry.path} ${entry.status}` : undefined;
  }
}
