import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Ranges of what an app needs beside the package. */
export interface NeededVersions {
  readonly next: string;
  readonly react: string;
  /** Of `@clerk/nextjs`. */
  readonly clerk: string;
  /** Of `@clerk/shared`, which the package imports itself. */
  readonly clerkShared: string;
  readonly node: string;
}

const Manifest = z.object({
  engines: z.object({ node: z.string() }),
  dependencies: z.object({ '@clerk/shared': z.string() }),
  peerDependencies: z.object({ next: z.string(), react: z.string(), '@clerk/nextjs': z.string() }),
});

/** Reads them from the manifest of packages/auth. */
export function readNeededVersions(): NeededVersions {
  const text = readFileSync(new URL('../../../auth/package.json', import.meta.url), 'utf8');
  const { engines, dependencies, peerDependencies } = Manifest.parse(JSON.parse(text));
  return {
    next: peerDependencies.next,
    react: peerDependencies.react,
    clerk: peerDependencies['@clerk/nextjs'],
    clerkShared: dependencies['@clerk/shared'],
    node: engines.node,
  };
}
