import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSupportMatrix, SUPPORTED_FILE } from './build-support-matrix.ts';
import { readDescriptions } from './descriptions.ts';
import { listImplementedRoutes } from './implemented-routes.ts';
import { descriptionsLocation } from './locate-descriptions.ts';

// `generate:supported`: writes SUPPORTED.md from Clerk's descriptions and the route tables.
if (descriptionsLocation.kind === 'missing') throw new Error(descriptionsLocation.reason);
const descriptions = readDescriptions(descriptionsLocation.files);
writeFileSync(fileURLToPath(SUPPORTED_FILE), buildSupportMatrix(descriptions, await listImplementedRoutes()));
