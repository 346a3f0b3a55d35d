import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { descriptionsLocation } from './locate-descriptions.ts';

/** vitest global setup: one folder for the answers of this run, removed after it. Reports when conformance is not checked. */
export function setup(project: TestProject): () => void {
  if (descriptionsLocation.kind === 'missing')
    console.warn(`[conformance] Not checked in this run. ${descriptionsLocation.reason}`);
  const directory = mkdtempSync(join(tmpdir(), 'clerk-local-answers-'));
  project.provide('answersDirectory', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
