import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** vitest global setup: one folder for the answers of this run, gone after it. */
export function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'clerk-local-answers-'));
  project.provide('answersDirectory', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
