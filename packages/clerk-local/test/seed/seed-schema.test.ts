import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { renderSeedSchema } from '../../build/render-seed-schema.ts';
import { defaultSeed } from '../../src/index.ts';

const text = readFileSync(fileURLToPath(new URL('../../seed.schema.json', import.meta.url)), 'utf8');
const ajv = new Ajv({ strict: false, validateFormats: false });

test('the schema is what the sources say: pnpm --filter clerk-local generate:schema', () => {
  expect(text).toBe(renderSeedSchema());
});

test.each([
  { name: 'the default seed', seed: defaultSeed, isValid: true },
  { name: 'nothing', seed: {}, isValid: true },
  { name: 'a misspelt field', seed: { user: [] }, isValid: false },
  { name: 'a user without an address', seed: { users: [{ firstName: 'Ada' }] }, isValid: false },
])('an editor that reads the schema accepts $name: $isValid', ({ seed, isValid }) => {
  expect(ajv.validate(JSON.parse(text), seed)).toBe(isValid);
});
