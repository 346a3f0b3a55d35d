import type { InstallRecord } from './install-record.ts';
import type { InstallInput, PlannedFile } from './plan-install.ts';

export interface Upgrade {
  readonly files: readonly PlannedFile[];
  /** Packages of the last time that are no longer needed. */
  readonly removed: readonly string[];
  readonly next: Omit<InstallRecord, 'form'>;
}

/**
 * Plans the change from the packages of the last time to those of today: only the places that name them change, in the files and in
 * the record of what the files were.
 *
 * @param disk The files now.
 */
export function planUpgrade({
  found,
  version,
  vendored,
  specifiers,
  disk,
}: {
  readonly found: InstallRecord;
  readonly version: string;
  readonly vendored: readonly string[];
  readonly specifiers: InstallInput['specifiers'];
  readonly disk: ReadonlyMap<string, string>;
}): Upgrade {
  const { auth, clerkLocal } = specifiers('');
  const raise = (text: string) =>
    text
      .replaceAll(
        /("@subdomain-sso\/auth": *")[^"]*\/?(subdomain-sso-auth-[^"/]*\.tgz)"/g,
        (whole, _before, file) => whole.replace(String(file), lastPart(auth)),
      )
      .replaceAll(/("clerk-local": *")[^"]*\/?(clerk-local-[^"/]*\.tgz)"/g, (whole, _before, file) =>
        clerkLocal === undefined ? whole : whole.replace(String(file), lastPart(clerkLocal)),
      );
  const isManifest = (path: string) => path.endsWith('package.json');
  const files = [...disk].flatMap(([path, before]): PlannedFile[] => {
    const after = isManifest(path) ? raise(before) : before;
    return after === before ? [] : [{ path, before, after, changes: [`names version ${version}`] }];
  });
  const recorded = Object.entries(found.files).map(([path, { before, after }]) => [
    path,
    { before, after: isManifest(path) ? raise(after) : after },
  ]);
  return {
    files,
    removed: found.vendored.filter((file) => !vendored.includes(file)).map((file) => `vendor/${file}`),
    next: { version, choices: found.choices, vendored: [...vendored], files: Object.fromEntries(recorded) },
  };
}

function lastPart(specifier: string): string {
  return specifier.split('/').at(-1) ?? specifier;
}
