import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSupportMatrix, SUPPORTED_FILE } from './build-support-matrix.ts';
import { DESCRIPTIONS_MISSING, readDescriptions } from './descriptions.ts';
import { openApiDirectory } from './env.ts';
import { listImplementedRoutes } from './implemented-routes.ts';

// `pnpm generate:supported`: writes SUPPORTED.md from the official descriptions and the route table.
const descriptions = readDescriptions(openApiDirectory);
if (!descriptions) throw new Error(DESCRIPTIONS_MISSING);
writeFileSync(fileURLToPath(SUPPORTED_FILE), buildSupportMatrix(descriptions, await listImplementedRoutes()));
