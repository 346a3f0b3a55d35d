import { parse } from 'yaml';
import { z } from 'zod';
import { lineOfKey } from './line-of.ts';

const Catalog = z.record(z.string(), z.string()).catch({});
const Catalogs = z.object({
  catalog: Catalog.optional(),
  catalogs: z.record(z.string(), Catalog).optional().catch(undefined),
});

const WORKSPACE_FILE = 'pnpm-workspace.yaml';

export interface CatalogEntry {
  readonly range: string;
  readonly file: string;
  readonly line: number;
}

/**
 * Reads the ranges that `catalog:` and `catalog:<name>` stand for, in a pnpm workspace.
 *
 * @returns A look-up by dependency and declared range; undefined when the range names no catalog, or nothing in it.
 * @source pnpm docs "Catalogs".
 */
export function readCatalogs(
  read: (file: string) => string | undefined,
): (name: string, declared: string) => CatalogEntry | undefined {
  const text = read(WORKSPACE_FILE);
  const { catalog, catalogs } = text === undefined ? {} : parseCatalogs(text);
  return (name, declared) => {
    if (text === undefined || !declared.startsWith('catalog:')) return undefined;
    const chosen = declared.slice('catalog:'.length);
    const range = (chosen === '' || chosen === 'default' ? catalog : catalogs?.[chosen])?.[name];
    return range === undefined ? undefined : { range, file: WORKSPACE_FILE, line: lineOfKey(text, name) };
  };
}

function parseCatalogs(text: string): z.infer<typeof Catalogs> {
  try {
    return Catalogs.safeParse(parse(text)).data ?? {};
  } catch {
    return {};
  }
}
