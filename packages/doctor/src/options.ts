import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Repository } from '@repo/next-repository';
import type { Check } from './check.ts';
import { DoctorError } from './errors.ts';

/**
 * The folder to examine.
 *
 * @param option As given; relative to the folder the command was called in.
 * @throws {DoctorError} `invalid_usage`: it is not a folder.
 */
export function parseRoot(option: string | undefined, calledIn: string): string {
  const root = resolve(calledIn, option ?? '.');
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory()) return root;
  throw new DoctorError('invalid_usage', `There is no folder ${root}. --root takes one.`);
}

/**
 * The checks to run.
 *
 * @param only One id, or several separated by commas; undefined for all.
 * @param live Addresses of deployed apps, as given; undefined: none.
 * @throws {DoctorError} `invalid_usage`: an id that does not exist, with the list of ids; or a live check that is asked for by
 *   name without an address.
 */
export function selectChecks(
  checks: readonly Check[],
  { only, live }: { readonly only?: string | undefined; readonly live?: string | undefined },
): readonly Check[] {
  if (only === undefined) return checks;
  const wanted = only.split(',').map((id) => id.trim());
  const unknown = wanted.find((id) => !checks.some((check) => check.id === id));
  if (unknown !== undefined) {
    const ids = checks.map(({ id }) => id).join(', ');
    throw new DoctorError('invalid_usage', `There is no check "${unknown}". Checks: ${ids}.`);
  }
  const selected = checks.filter(({ id }) => wanted.includes(id));
  const unasked = live === undefined ? selected.find(({ kind }) => kind === 'live') : undefined;
  if (!unasked) return selected;
  throw new DoctorError('invalid_usage', `The check ${unasked.id} needs --live URL.`);
}

/**
 * The sites to ask.
 *
 * @param option One address, or several separated by commas; undefined: none.
 * @throws {DoctorError} `invalid_usage`: one of them is not an http address. The message holds no part of it.
 */
export function parseLiveUrls(option: string | undefined): readonly [URL, ...URL[]] | undefined {
  if (option === undefined) return undefined;
  const urls = option.split(',').flatMap((text) => {
    const address = text.trim();
    return /^https?:\/\//.test(address) && URL.canParse(address) ? [new URL(address)] : [];
  });
  const [first, ...others] = urls;
  if (first && urls.length === option.split(',').length) return [first, ...others];
  throw new DoctorError(
    'invalid_usage',
    '--live takes addresses that begin with https:// or http://, separated by commas.',
  );
}

/** @throws {DoctorError} `invalid_usage`: there is no package, so that "nothing found" would mean nothing. */
export function assertRepository({ root, packages }: Repository): void {
  if (packages.length > 0) return;
  throw new DoctorError('invalid_usage', `There is no package.json in ${root}, or git ignores it.`);
}
