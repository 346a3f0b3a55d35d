import { writeFile } from 'node:fs/promises';
import { renderSeedSchema } from './render-seed-schema.ts';

await writeFile(new URL('../seed.schema.json', import.meta.url), renderSeedSchema());
