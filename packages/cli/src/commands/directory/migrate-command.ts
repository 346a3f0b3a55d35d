import { migrate } from '@repo/data';
import { defineCommand } from 'citty';
import { assertNodeVersion } from '../../options.ts';
import { describeLocation, withDirectory } from './with-directory.ts';

/** `sso directory migrate`: brings the tables to the present schema; opening the mirror does that as well. */
export const migrateCommand = defineCommand({
  meta: { name: 'migrate', description: 'Bring the tables to the present schema' },
  args: { json: { type: 'boolean', description: 'Print one line of JSON: applied' } },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    await withDirectory(undefined, { migrate: false }, async ({ db }, location) => {
      const applied = await migrate(db);
      const result = applied.length === 0 ? 'nothing to do' : `applied ${applied.join(', ')}`;
      console.log(args.json ? JSON.stringify({ applied }) : `${describeLocation(location)}: ${result}`);
    });
  },
});
