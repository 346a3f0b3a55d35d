import { dirname } from 'node:path';
import { parseEnv } from 'node:util';
import type { NextApp, Repository, Source } from '@repo/next-repository';

/** One variable as it is set somewhere. Its value must never be shown. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** Absent: a variable of this process. */
  readonly file?: string;
  readonly line?: number;
}

/** Files that Next.js loads. Examples are not settings. */
const LOADED = [
  '.env',
  '.env.local',
  '.env.development',
  '.env.development.local',
  '.env.production',
  '.env.production.local',
];

/** The existing files that an app's variables are read from: its own, and those of the root. */
export function settingFilesOf(repository: Repository, app: NextApp): readonly string[] {
  const own = LOADED.map((name) => (app.directory === '' ? name : `${app.directory}/${name}`));
  return [...new Set([...own, ...LOADED])].filter((file) => repository.read(file) !== undefined);
}

/** Reads one env file. */
export function readSettings(repository: Repository, file: string): readonly Setting[] {
  const text = repository.read(file) ?? '';
  const lines = text.split('\n');
  return Object.entries(parseEnv(text)).map(([name, value]) => ({
    name,
    value: value ?? '',
    file,
    line:
      Math.max(
        lines.findIndex((line) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line)),
        0,
      ) + 1,
  }));
}

/** Whether a file counts for production builds only, for development only, or for both. */
export function stageOf(setting: Setting): 'production' | 'development' | 'any' {
  const name =
    setting.file?.slice(dirname(setting.file) === '.' ? 0 : dirname(setting.file).length + 1) ?? '';
  if (name.startsWith('.env.production')) return 'production';
  return name.startsWith('.env.development') ? 'development' : 'any';
}

/** Whether the repository itself sets a variable for production, in an env file beside the code or at the root. */
export function setByRepository(repository: Repository, { file }: Source): (variable: string) => boolean {
  const directory = repository.packageOf(file)?.directory ?? '';
  const files = new Set(
    [directory, ''].flatMap((folder) =>
      ['.env', '.env.production'].map((name) => (folder === '' ? name : `${folder}/${name}`)),
    ),
  );
  const settings = [...files].flatMap((one) => readSettings(repository, one));
  return (variable) => settings.some(({ name, value }) => name === variable && value !== '');
}
