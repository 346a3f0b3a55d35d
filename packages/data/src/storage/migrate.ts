import { applyMigrations, type Database, migrate as migrateDirectory } from '@repo/directory';
import { MIGRATIONS } from './migrations.generated.ts';

/**
 * Brings the tables of the mirror and of the apps to the present schema, as `migrate` of `@repo/directory` does.
 *
 * @returns The names of the migrations it applied, the mirror's first; empty: there was nothing to do.
 */
export async function migrate(db: Database): Promise<readonly string[]> {
  const ofDirectory = await migrateDirectory(db);
  const ofData = await applyMigrations(db, { recordedIn: 'acme_migrations', migrations: MIGRATIONS });
  return [...ofDirectory, ...ofData.map((name) => `data ${name}`)];
}
