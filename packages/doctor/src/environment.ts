import type { NextApp, Repository } from '@repo/next-repository';
import { readSettings, type Setting, settingFilesOf } from './clerk/settings.ts';

/** What environment checks read: variables as they are set, each with the place it was read from. */
export interface Environment {
  readonly repository: Repository;
  /** Those of one app: its own files, those of the root, then the variables of this process. */
  settingsOf(app: NextApp): readonly Setting[];
  /** Variables of this process. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads variables where they are set.
 *
 * @param variables Those of this process; they count beside those of env files.
 */
export function createEnvironment(
  repository: Repository,
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const own = Object.entries(variables).flatMap(([name, value]): readonly Setting[] =>
    value === undefined ? [] : [{ name, value }],
  );
  return {
    repository,
    variables,
    settingsOf: (app) => [
      ...settingFilesOf(repository, app).flatMap((file) => readSettings(repository, file)),
      ...own,
    ],
  };
}
