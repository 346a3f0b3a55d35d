import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema.ts';

/** The mirror's database, or a transaction in it, on either engine. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;
