import { readFileSync } from 'node:fs';

/**
 * The SQL files that drizzle-kit wrote, as the text of a module: a bundled app has no folder beside its code.
 *
 * @param folder Ends with a slash.
 * @param owner Name of the package whose migrations they are.
 * @returns in the order of drizzle-kit's journal, each a name and its statements.
 */
export function renderMigrations(folder: URL, owner: string): string {
  const journal: { entries: { tag: string }[] } = JSON.parse(
    readFileSync(new URL('meta/_journal.json', folder), 'utf8'),
  );
  const migrations = journal.entries.map(({ tag }) => ({
    name: tag,
    statements: readFileSync(new URL(`${tag}.sql`, folder), 'utf8')
      .split('--> statement-breakpoint')
      .map((statement) => statement.trim()),
  }));
  return `/** Written by \`pnpm --filter ${owner} generate\` from migrations/*.sql. */
export const MIGRATIONS: readonly { readonly name: string; readonly statements: readonly string[] }[] =
  ${JSON.stringify(migrations, null, 2)};
`;
}
