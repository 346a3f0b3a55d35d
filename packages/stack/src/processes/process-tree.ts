import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 100;

/** One process. A process id alone may have been given to another process in the meantime. */
interface Running {
  readonly pid: number;
  readonly parent: number;
  /** When it started, as the system writes it. */
  readonly started: string;
}

/**
 * Ends a process and everything below it, also what has a process group of its own: SIGTERM to all of them at once, SIGKILL
 * after a grace period.
 *
 * @param pid The topmost process; it may have ended already.
 * @param graceMs How long they may take to end by themselves.
 * @returns Once none of them is running.
 */
export async function endProcessTree(pid: number, graceMs: number): Promise<void> {
  const deadlineMs = performance.now() + graceMs;
  const known = new Map<string, Running>();
  const asked = new Set<string>();
  for (;;) {
    const running = await listRunning();
    // A process that is being ended may start another one.
    for (const each of treeOf(pid, running, known)) known.set(idOf(each), each);
    const alive = running.filter((each) => known.has(idOf(each)));
    if (alive.length === 0) return;
    const isLate = performance.now() > deadlineMs;
    for (const each of alive) {
      if (isLate) signal(each.pid, 'SIGKILL');
      else if (!asked.has(idOf(each))) signal(each.pid, 'SIGTERM');
      asked.add(idOf(each));
    }
    await delay(POLL_MS);
  }
}

function idOf({ pid, started }: Running): string {
  return `${pid} ${started}`;
}

/** The root, those found earlier, and all below them. */
function treeOf(root: number, running: readonly Running[], known: ReadonlyMap<string, Running>): Running[] {
  const tree = running.filter((each) => known.has(idOf(each)) || (known.size === 0 && each.pid === root));
  const inTree = new Set(tree.map(({ pid }) => pid));
  for (let found = tree; found.length > 0; ) {
    const parents = new Set(found.map(({ pid }) => pid));
    found = running.filter(({ pid, parent }) => parents.has(parent) && !inTree.has(pid));
    for (const each of found) {
      inTree.add(each.pid);
      tree.push(each);
    }
  }
  return tree;
}

async function listRunning(): Promise<Running[]> {
  return platform() === 'linux' ? listFromProc() : listFromPs();
}

/** Without `ps`, which small images of Linux lack. @source proc(5), /proc/pid/stat: fields 3 state, 4 ppid, 22 starttime. */
async function listFromProc(): Promise<Running[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // The second field is the command in parentheses, which may hold blanks and parentheses.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { pid: Number(pid), state: fields[0], parent: Number(fields[1]), started: fields[19] ?? '' };
    }),
  );
  return read.filter(({ state }) => isRunning(state));
}

async function listFromPs(): Promise<Running[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,state=,lstart=']);
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*\S)/.exec(line))
    .flatMap((match) => {
      const [, pid, parent, state, started = ''] = match ?? [];
      return isRunning(state) ? [{ pid: Number(pid), parent: Number(parent), started }] : [];
    });
}

/** A zombie has ended; its parent has not asked how yet. */
function isRunning(state: string | undefined): boolean {
  return state !== undefined && !/^[ZX]/.test(state);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
