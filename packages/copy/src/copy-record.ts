import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import type { CopyChoices } from './choices.ts';
import { CopyError } from './errors.ts';
import type { Upstream } from './source/upstream.ts';

/** What a copy was made from, kept beside it so that an update needs no network and no history. */
export interface CopyRecord {
  readonly choices: CopyChoices;
  /** Upstream's text of each file at the last update of the copy. */
  readonly base: ReadonlyMap<string, string>;
}

/** A record as it was found in the other repository. */
export interface FoundRecord extends CopyRecord {
  /** Version of packages/auth that the copy was last brought up to. */
  readonly version: string;
}

const postureSchema = z.union([z.enum(['public', 'mixed', 'protected']), z.object({ staffOf: z.string() })]);
const appSchema = z.object({ name: z.string(), posture: postureSchema });
const choicesSchema = z.object({
  form: z.enum(['folder', 'package']),
  as: z.string(),
  packageName: z.string(),
  domain: z.string(),
  apps: z.tuple([appSchema], appSchema),
  placements: z.array(z.object({ directory: z.string(), app: z.string(), hasSrc: z.boolean() })),
  withTests: z.boolean(),
  frameworks: z.record(z.string(), z.string()),
}) satisfies z.ZodType<CopyChoices>;
const recordSchema = z.object({
  version: z.string(),
  commit: z.string().nullable(),
  choices: choicesSchema,
  files: z.record(z.string(), z.string()),
});

/**
 * Writes the two files of a record: one for people, one with the texts.
 *
 * @returns `json`: version, commit, choices and a SHA-256 of each file. `base`: the texts as JSON, compressed with Brotli.
 */
export function writeRecord(
  { version, commit }: Pick<Upstream, 'version' | 'commit'>,
  { choices, base }: CopyRecord,
): { readonly json: string; readonly base: Buffer } {
  const files = Object.fromEntries([...base].map(([path, text]) => [path, sha256(text)]));
  const record: z.input<typeof recordSchema> = { version, commit, choices: mutable(choices), files };
  return {
    json: `${JSON.stringify(record, null, 2)}\n`,
    // The highest quality saves a tenth and takes twenty times as long.
    base: brotliCompressSync(JSON.stringify(Object.fromEntries(base)), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
    }),
  };
}

/**
 * Reads a record and checks that its two files belong together.
 *
 * @param folder Named in the message.
 * @throws {CopyError} `copy_record_unreadable`
 */
export function readRecord(folder: string, json: string, base: Buffer): FoundRecord {
  try {
    const { version, choices, files } = recordSchema.parse(JSON.parse(json));
    const texts = z
      .record(z.string(), z.string())
      .parse(JSON.parse(brotliDecompressSync(base).toString('utf8')));
    const wrong = Object.entries(texts).find(([path, text]) => files[path] !== sha256(text));
    if (wrong || Object.keys(files).length !== Object.keys(texts).length)
      throw new Error('The files and their hashes differ.');
    return { version, choices, base: new Map(Object.entries(texts)) };
  } catch {
    const problem = `${folder}/.sso-copy.json and .sso-copy.base cannot be read, or are from different copies.`;
    throw new CopyError('copy_record_unreadable', `${problem} Restore both from your history.`);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function mutable(choices: CopyChoices): z.input<typeof choicesSchema> {
  const [first, ...others] = choices.apps;
  return { ...choices, apps: [first, ...others], placements: [...choices.placements] };
}
