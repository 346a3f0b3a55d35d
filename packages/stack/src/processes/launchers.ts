import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** `npx`, `npm exec`, `pnpm run` and the shells that they start in between. */
const LAUNCHER = /(^|[/\s])(npm|npx|pnpm)(\.c?js)?(\s|$)|^\S*sh -c /;

/**
 * The package managers that started this process, nearest first. A signal to the first of them ends it without reaching this
 * process, and this process's own parent may live on.
 *
 * @returns Process ids; empty when it was not started by a package manager.
 */
export function findLaunchers(pid: number = process.pid): readonly number[] {
  const launchers: number[] = [];
  for (let next = readProcess(pid)?.parent; next !== undefined && next > 1; ) {
    const ancestor = readProcess(next);
    if (!ancestor || !LAUNCHER.test(ancestor.command)) break;
    launchers.push(next);
    next = ancestor.parent;
  }
  return launchers;
}

/** @source proc(5): /proc/pid/stat, fields 2 comm and 4 ppid; /proc/pid/cmdline. */
function readProcess(pid: number): { parent: number; command: string } | undefined {
  try {
    if (platform() === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() };
    }
    const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [, parent, command = ''] = /^(\d+)\s+(.*)$/s.exec(line) ?? [];
    return { parent: Number(parent), command };
  } catch {
    // It has ended, or the system does not say.
    return undefined;
  }
}
