import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@repo/stack/repository';
import { CHECKS } from './checks/index.ts';
import { toDocsData } from './docs-data.ts';

/** Writes the list of checks that the documentation shows; run by `generate:doctor-docs`. */
writeFileSync(
  join(ROOT, 'apps/docs/guide/doctor-checks.generated.json'),
  `${JSON.stringify(toDocsData(CHECKS), null, 2)}\n`,
);
