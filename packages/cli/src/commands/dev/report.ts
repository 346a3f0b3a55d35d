import { box, log } from '@clack/prompts';
import { type AppName, sso } from '@repo/auth/config';
import pc from 'picocolors';
import type { Stack, StackEvent } from '../../stack/index.ts';
import { inboxUrl, SEEDED_ACCOUNTS } from '../../stack/local-clerk.ts';
import { buildSummary } from './summary.ts';

/** Tells the person at the terminal what happens, and where everything is, exactly once. */
export interface DevReport {
  onEvent(event: StackEvent): void;
  /** The gateway answers from now on. */
  started(stack: Stack): void;
  stopping(): void;
}

type ClerkEntry = Extract<StackEvent, { kind: 'clerk' }>['entry'];

/**
 * @param isVerbose Shows what the apps write to stdout and every request to the local Clerk, too.
 */
export function createDevReport(options: {
  port: number;
  apps: readonly AppName[];
  isVerbose: boolean;
}): DevReport {
  const { port, apps, isVerbose } = options;
  const settled = new Set<AppName>();
  let isLocal = true;
  let hasSummary = false;

  const showSummary = () => {
    if (hasSummary) return;
    hasSummary = true;
    const pending = apps.filter((name) => !settled.has(name));
    const accounts = isLocal ? SEEDED_ACCOUNTS : [];
    const inbox = isLocal ? inboxUrl(port) : null;
    const { title, lines } = buildSummary({ port, apps, pending, accounts, inbox });
    // The box wraps at the width of the terminal, where a link broken in two is no link.
    const isNarrow = Math.max(...lines.map((line) => line.length)) + 8 > (process.stdout.columns ?? 100);
    if (isNarrow) console.log(`\n${pc.bold(title)}\n${lines.join('\n')}\n`);
    else box(lines.join('\n'), title, { width: 'auto', rounded: true, withGuide: false });
  };
  const settle = (app: AppName) => {
    settled.add(app);
    // The primary is what everybody needs first; the box does not wait for the others.
    if (app === sso.primary) showSummary();
  };
  return {
    onEvent(event) {
      if (event.kind === 'starting' && isVerbose) log.step(`${event.app} is starting`);
      if (event.kind === 'ready') {
        log.success(`${event.app} is ready ${pc.dim(`(${(event.durationMs / 1000).toFixed(1)} s)`)}`);
        settle(event.app);
      }
      if (event.kind === 'failed') {
        log.error(failureText(event));
        settle(event.app);
      }
      if (event.kind === 'line' && (isVerbose || event.stream === 'stderr')) {
        console.log(`${pc.cyan(`[${event.app}]`)} ${event.line}`);
      }
      if (event.kind === 'clerk') showClerkEntry(event.entry, isVerbose);
    },
    started(stack) {
      isLocal = stack.clerk !== null;
      log.info(`${isLocal ? 'Local Clerk' : 'Your Clerk instance'} and gateway are up: ${stack.gateway.url}`);
      void stack.booted.then((failed) => {
        if (apps.length === settled.size && failed.length === 0)
          log.success('Everything is up. Ctrl-C stops it.');
      });
    },
    stopping: () => log.info('Stopping …'),
  };
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
