import type { PlannedFile } from './install-input.ts';
import type { InstallRecord } from './install-record.ts';

export interface Upgrade {
  readonly files: readonly PlannedFile[];
  readonly next: Omit<InstallRecord, 'form'>;
}

/**
 * Plans the change from the packages of the last time to those of today: only the places that name their files change, on the disk
 * and in the record of what was written.
 *
 * @param files Names in `vendor/`: that of today by that of the last time.
 * @param disk The files now.
 */
export function planUpgrade(
  found: InstallRecord,
  {
    version,
    files: names,
    disk,
  }: {
    readonly version: string;
    readonly files: ReadonlyMap<string, string>;
    readonly disk: ReadonlyMap<string, string>;
  },
): Upgrade {
  const raised = (text: string) =>
    [...names].reduce(
      (whole, [before, after]) => whole.replaceAll(`vendor/${before}`, `vendor/${after}`),
      text,
    );
  const files = [...disk].flatMap(([path, before]): PlannedFile[] => {
    const after = raised(before);
    return after === before ? [] : [{ path, before, after, changes: [`names version ${version}`] }];
  });
  const recorded = Object.entries(found.files).map(([path, { before, after }]) => [
    path,
    { before, after: raised(after) },
  ]);
  return {
    files,
    next: {
      version,
      choices: found.choices,
      vendored: [...names.values()],
      files: Object.fromEntries(recorded),
    },
  };
}
