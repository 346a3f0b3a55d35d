import { readFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@repo/stack/repository';

/** What the numbers were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cpuCount: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  readonly next: string;
}

export function describeMachine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? 'unknown',
    cpuCount: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: platform(),
    node: process.versions.node,
    next: installedVersion('next'),
  };
}

/** One line; `more` is added to it. */
export function renderMachine(
  { cpuCount, cpu, memoryGiB, node, next }: Machine,
  more: readonly string[],
): string {
  return [`${cpuCount} x ${cpu}, ${memoryGiB} GiB`, `Node ${node}`, `Next ${next}`, ...more].join(' · ');
}

/**
 * Version of a dependency of the bench, as it is installed.
 *
 * @throws {Error} When it is not.
 */
export function installedVersion(name: string): string {
  // Not through Node's resolution: most packages export everything but their manifest.
  const manifest = join(ROOT, 'bench/node_modules', name, 'package.json');
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  return version;
}
