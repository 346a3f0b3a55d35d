import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PACKAGE } from './paths.ts';

/**
 * Lists the licenses of the libraries in the bundle, as they ask for.
 *
 * @param inputs Bundled files, relative to the package.
 */
export async function renderLicenses(inputs: readonly string[]): Promise<string> {
  const folders = new Set(
    inputs.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(resolve(PACKAGE, path))?.[0] ?? []),
  );
  const parts = await Promise.all([...folders].sort().map(licenseOf));
  return `These libraries are part of the modules in this folder.\n\n${parts.join('\n')}`;
}

async function licenseOf(folder: string): Promise<string> {
  const { name, version, license }: { name: string; version: string; license: string } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const heading = `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n`;
  // standardwebhooks has none; its manifest says MIT.
  return (
    heading + (file === undefined ? `License: ${license}\n` : await readFile(join(folder, file), 'utf8'))
  );
}
