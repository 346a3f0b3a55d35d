import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS } from './checks/index.ts';
import { toDocsData } from './docs-data.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Writes the list of checks that the documentation shows; run by `generate:docs`. */
writeFileSync(
  join(ROOT, 'apps/docs/guide/doctor-checks.generated.json'),
  `${JSON.stringify(toDocsData(CHECKS), null, 2)}\n`,
);
