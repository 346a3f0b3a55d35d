import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildSupportMatrix, SUPPORTED_FILE } from './build-support-matrix.ts';
import { conformanceTest } from './conformance-test.ts';
import { asNode, readDescriptions } from './descriptions.ts';
import { listImplementedRoutes } from './implemented-routes.ts';

conformanceTest('SUPPORTED.md is what the routes say', async (files) => {
  const fresh = buildSupportMatrix(readDescriptions(files), await listImplementedRoutes());
  expect(readFileSync(SUPPORTED_FILE, 'utf8'), 'Run `pnpm --filter clerk-local generate:supported`.').toBe(
    fresh,
  );
});

test('an operation counts as supported when a route answers it, whatever its parameters are called', () => {
  const operation = { api: 'backend' as const, responses: asNode({}) };
  const operations = [
    { ...operation, id: 'getPet', method: 'GET', path: '/v1/pets/{pet_id}' },
    { ...operation, id: 'countPets', method: 'GET', path: '/v1/pets/count' },
  ];
  const documents = { frontend: asNode({}), backend: asNode({}) };
  const routes = [{ api: 'backend' as const, method: 'GET', path: '/v1/pets/:id' }];
  const text = buildSupportMatrix({ documents, operations }, routes);
  expect(text).toContain('| `getPet` | GET | `/v1/pets/{pet_id}` | supported |');
  expect(text).toContain('| `countPets` | GET | `/v1/pets/count` | not yet |');
  expect(text).toContain('| Backend API | 1 | 2 |');
});
