import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildReferencePages } from './reference-pages.ts';

const FOLDER = fileURLToPath(new URL('../../../apps/docs/content/reference', import.meta.url));

/** Writes the pages of the documentation that are made from the sources; run by `generate`. */
for (const { file, text } of await buildReferencePages()) writeFileSync(join(FOLDER, file), text);
