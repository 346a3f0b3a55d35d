import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDirectory } from '../storage/open-directory.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

test.each([
  { isDurable: true, setting: 'on' },
  { isDurable: false, setting: 'off' },
])(
  'durable $isDurable: commits wait for the disk: $setting; gone once closed',
  async ({ isDurable, setting }) => {
    const server = await startTemporaryPostgres({ isDurable });
    if ('reason' in server) return expect(server.reason).toMatch(/Install PostgreSQL/);
    const directory = await openDirectory({ engine: 'postgres', url: server.url() });
    const answer = await directory.db.execute(
      sql`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    expect(z.object({ rows: z.array(z.unknown()) }).parse(answer).rows).toEqual([
      { fsync: setting, commit: setting },
    ]);
    await directory.close();
    await server.close();
    await expect(openDirectory({ engine: 'postgres', url: server.url() })).rejects.toMatchObject({
      code: 'database_unreachable',
    });
  },
);
