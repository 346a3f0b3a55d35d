import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { writeDeclarations } from './declarations.ts';
import { renderLicenses } from './licenses.ts';
import { DIST } from './paths.ts';

// `dist` as it is published: modules with everything that they need, types, and the licenses of what is inside.
await rm(DIST, { recursive: true, force: true });
const [inputs] = await Promise.all([bundle(), writeDeclarations()]);
await writeFile(join(DIST, 'LICENSES.txt'), await renderLicenses(inputs));
