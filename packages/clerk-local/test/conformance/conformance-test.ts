import { test } from 'vitest';
import { descriptionsLocation } from './locate-descriptions.ts';
import type { DescriptionName } from './pinned-descriptions.ts';

/** A test that needs Clerk's descriptions: skipped where they are missing, failed where CI promised them. */
export function conformanceTest(
  name: string,
  run: (files: Readonly<Record<DescriptionName, string>>) => void | Promise<void>,
): void {
  const location = descriptionsLocation;
  if (location.kind === 'found') test(name, () => run(location.files));
  else if (location.isPromised)
    test(name, () => {
      throw new Error(location.reason);
    });
  else test.skip(`${name} [skipped: ${location.reason}]`);
}
