import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { ROOT } from '@repo/cli/repository';

/** What the numbers were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cpuCount: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  readonly next: string;
  readonly chromium: string;
}

export function describeMachine(browser: Browser): Machine {
  const all = cpus();
  const manifest = createRequire(join(ROOT, 'e2e/bare-app/package.json')).resolve('next/package.json');
  const { version: next }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  return {
    cpu: all[0]?.model ?? 'unknown',
    cpuCount: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: platform(),
    node: process.versions.node,
    next,
    chromium: browser.version(),
  };
}
