import { parse } from 'yaml';
import { z } from 'zod';
import { lineOfKey } from '../line-of.ts';

const Catalog = z.record(z.string(), z.string()).catch({});
const Catalogs = z.object({
  catalog: Catalog.optional(),
  catalogs: z.record(z.string(), Catalog).optional().catch(undefined),
});
const Manifest = z.looseObject({ workspaces: z.unknown() }).extend(Catalogs.shape);

type Found = z.infer<typeof Catalogs>;

/** Where each package manager keeps its catalogs: pnpm, yarn, bun (beside `workspaces`, or in it). */
const PLACES: readonly { readonly file: string; readonly catalogs: (text: string) => readonly Found[] }[] = [
  { file: 'pnpm-workspace.yaml', catalogs: (text) => [readFound(parse(text))] },
  { file: '.yarnrc.yml', catalogs: (text) => [readFound(parse(text))] },
  {
    file: 'package.json',
    catalogs: (text) => {
      const manifest = Manifest.safeParse(JSON.parse(text)).data;
      return manifest ? [readFound(manifest.workspaces), readFound(manifest)] : [];
    },
  },
];

export interface CatalogEntry {
  readonly range: string;
  readonly file: string;
  readonly line: number;
}

/** A look-up by dependency and declared range; undefined when the range names no catalog, or nothing in it. */
export type CatalogLookUp = (name: string, declared: string) => CatalogEntry | undefined;

/**
 * Reads the ranges that `catalog:` and `catalog:<name>` stand for, in a workspace of pnpm, yarn or bun.
 *
 * @param read A file of the root of the workspace.
 * @source pnpm docs "Catalogs"; yarn docs "catalog" and "catalogs" of .yarnrc.yml; bun docs "Catalogs".
 */
export function readCatalogs(read: (file: string) => string | undefined): CatalogLookUp {
  const places = PLACES.flatMap(({ file, catalogs }) => {
    const text = read(file);
    return text === undefined ? [] : quietly(() => catalogs(text)).map((found) => ({ file, text, found }));
  });
  return (name, declared) => {
    if (!declared.startsWith('catalog:')) return undefined;
    const chosen = declared.slice('catalog:'.length).trim();
    for (const { file, text, found } of places) {
      const isDefault = chosen === '' || chosen === 'default';
      const range =
        (isDefault ? found.catalog?.[name] : undefined) ??
        found.catalogs?.[isDefault ? 'default' : chosen]?.[name];
      if (range !== undefined) return { range, file, line: lineOfEntry(text, name, range) };
    }
    return undefined;
  };
}

function readFound(value: unknown): Found {
  return Catalogs.safeParse(value).data ?? {};
}

/** A file that cannot be parsed has no catalogs: the package manager reports it. */
function quietly(look: () => readonly Found[]): readonly Found[] {
  try {
    return look();
  } catch {
    return [];
  }
}

/** Several catalogs, or dependencies, may have the name: the line that has the range too is meant. */
function lineOfEntry(text: string, name: string, range: string): number {
  const index = text.split('\n').findIndex((line) => {
    const value = line.slice(line.indexOf(':') + 1).replace(/\s#.*$/, '');
    return lineOfKey(`\n${line}`, name) === 2 && value.replaceAll(/^[\s"']+|[\s"',}]+$/g, '') === range;
  });
  return index === -1 ? lineOfKey(text, name) : index + 1;
}
