import { z } from 'zod';
import { CopyError } from '../errors.ts';
import type { InstallChoices } from './install-choices.ts';

/** Beside the root's package.json: what was done, so that it can be updated and taken out again. */
export const INSTALL_RECORD = '.sso-copy.json';

const postureSchema = z.union([z.enum(['public', 'mixed', 'protected']), z.object({ staffOf: z.string() })]);
const appSchema = z.object({ name: z.string(), posture: postureSchema });
const placementSchema = z.object({ directory: z.string(), app: z.string(), hasSrc: z.boolean() });
const choicesSchema = z.object({
  domain: z.string(),
  apps: z.tuple([appSchema], appSchema),
  placements: z.tuple([placementSchema], placementSchema),
  registry: z.union([
    z.object({ kind: z.literal('beside-app') }),
    z.object({ kind: z.literal('package'), directory: z.string(), name: z.string() }),
  ]),
  source: z.union([z.literal('vendor'), z.object({ range: z.string() })]),
}) satisfies z.ZodType<InstallChoices>;

const fileSchema = z.object({ before: z.string().nullable(), after: z.string() });

const recordSchema = z.object({
  form: z.literal('installed'),
  version: z.string(),
  choices: choicesSchema,
  /** Names of the files in `vendor/`. */
  vendored: z.array(z.string()),
  files: z.record(z.string(), fileSchema),
});

/** What `sso copy` did to a repository. */
export type InstallRecord = z.infer<typeof recordSchema>;

/** The record as text; `files` is one line for each file, so that a review is short. */
export function writeInstallRecord({ files, ...record }: Omit<InstallRecord, 'form'>): string {
  const lines = Object.entries(files).map(
    ([path, file]) => `    ${JSON.stringify(path)}: ${JSON.stringify(file)}`,
  );
  const head = JSON.stringify({ form: 'installed', ...record }, null, 2).replace(/\n}$/, '');
  return `${head},\n  "files": {\n${lines.join(',\n')}\n  }\n}\n`;
}

/**
 * Reads a record.
 *
 * @returns undefined where the text is the record of a copy of the sources.
 * @throws {CopyError} `copy_record_unreadable`
 */
export function readInstallRecord(text: string): InstallRecord | undefined {
  const json = parseJson(text);
  if (!z.looseObject({ form: z.literal('installed') }).safeParse(json).success) return undefined;
  const found = recordSchema.safeParse(json);
  if (found.success) return found.data;
  throw unreadable();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

function unreadable(): CopyError {
  return new CopyError(
    'copy_record_unreadable',
    `${INSTALL_RECORD} cannot be read. Restore it from your history.`,
  );
}
