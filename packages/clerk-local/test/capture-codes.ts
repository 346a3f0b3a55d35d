import type { LogEntry } from '../src/index.ts';

/** Listens to a local Clerk's log for the codes it mails. */
export function captureCodes(): { log: (entry: LogEntry) => void; latest: () => string } {
  const codes: string[] = [];
  return {
    log: (entry) => {
      const code = entry.kind === 'mail' ? /^\d{6}/.exec(entry.subject)?.[0] : undefined;
      if (code !== undefined) codes.push(code);
    },
    latest: () => codes.at(-1) ?? 'no code was mailed',
  };
}
