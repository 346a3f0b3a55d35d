import { posix, relative, sep } from 'node:path';
import { lineOfKey, readCatalogs } from '@repo/next-repository';
import { parse } from 'yaml';
import { z } from 'zod';
import type { DeclaredVersion } from './target.ts';
import { readTextFile, type TextFile } from './text-file.ts';

const Engines = z.looseObject({
  engines: z.looseObject({ node: z.string().optional() }).optional().catch(undefined),
  volta: z.looseObject({ node: z.string().optional() }).optional().catch(undefined),
});

/** Names of long-term versions that `.nvmrc` may have. */
const LTS: Readonly<Record<string, string>> = {
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};

/**
 * Reads which versions of Node.js a repository asks for.
 *
 * @param manifests Of the repository and of its apps.
 * @returns One for each place; none for `lts/*` and other names without a number.
 */
export function readNodeVersions(root: string, manifests: readonly TextFile[]): readonly DeclaredVersion[] {
  const declared = manifests.flatMap(({ path, text }) => {
    const { engines, volta } = Engines.parse(JSON.parse(text));
    const line = Math.max(lineOfKey(text, 'node'), 1);
    return [engines?.node, volta?.node].flatMap((range) =>
      range === undefined ? [] : [{ range, file: path, line }],
    );
  });
  const files = ['.nvmrc', '.node-version', '.tool-versions'].flatMap((path) => {
    const text = readTextFile(root, path)?.text;
    const lines = (text ?? '').split('\n');
    const index = lines.findIndex((line) =>
      path === '.tool-versions' ? /^node(js)?\s/.test(line) : !/^\s*(#|$)/.test(line),
    );
    const written = lines[index]
      ?.replace(/^node(js)?\s+/, '')
      .replace(/#.*$/, '')
      .trim();
    const range = written?.startsWith('lts/')
      ? LTS[written.slice('lts/'.length)]
      : written?.replace(/^v/, '');
    return range !== undefined && /^\d/.test(range) ? [{ range, file: path, line: index + 1 }] : [];
  });
  return [...declared, ...files].map((found) => ({ name: 'node', ...found }));
}

const Forced = z.record(z.string(), z.unknown()).optional().catch(undefined);
const Overrides = z.looseObject({
  overrides: Forced,
  resolutions: Forced,
  pnpm: z.looseObject({ overrides: Forced }).optional().catch(undefined),
});

/**
 * Reads which versions a repository forces on every package: `overrides` of npm, bun and pnpm, `resolutions` of yarn and bun.
 *
 * @param root Absolute.
 * @param workspaceRoot Absolute; where package managers read them.
 */
export function readPins(root: string, workspaceRoot: string): readonly DeclaredVersion[] {
  const upwards = relative(root, workspaceRoot).split(sep).join('/');
  const catalog = readCatalogs((file) => readTextFile(workspaceRoot, file)?.text);
  return ['package.json', 'pnpm-workspace.yaml'].flatMap((path) => {
    const file = readTextFile(workspaceRoot, path);
    if (!file) return [];
    const found = readOverrides(file);
    return found.flatMap(({ key, value }) => {
      const name = nameOf(key);
      const range = catalog(name, value)?.range ?? value;
      return [{ name, range, file: posix.join(upwards, path), line: lineOfKey(file.text, key) }];
    });
  });
}

interface Override {
  readonly key: string;
  readonly value: string;
}

function readOverrides({ path, text }: TextFile): readonly Override[] {
  try {
    const value: unknown = path.endsWith('.json') ? JSON.parse(text) : parse(text);
    const { overrides, resolutions, pnpm } = Overrides.parse(value ?? {});
    return [overrides, resolutions, pnpm?.overrides].flatMap((each) => flatten(each ?? {}));
  } catch {
    return [];
  }
}

/** npm nests: `{ "a": { ".": "1", "b": "2" } }` forces a, and b below a. */
function flatten(entries: Readonly<Record<string, unknown>>): readonly Override[] {
  return Object.entries(entries).flatMap(([key, value]): readonly Override[] => {
    if (typeof value === 'string') return [{ key, value }];
    const nested = z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
    return flatten(
      Object.fromEntries(Object.entries(nested).map(([name, each]) => [name === '.' ? key : name, each])),
    );
  });
}

/** `@clerk/nextjs>@clerk/shared@^3` and `**\/@clerk/shared` both force `@clerk/shared`. */
function nameOf(key: string): string {
  const last = key.split('>').at(-1) ?? key;
  const name = /(?:^|\/)(@[^/@]+\/[^/@]+|[^/@]+)(?:@[^/]*)?$/.exec(last)?.[1];
  return name ?? last;
}
