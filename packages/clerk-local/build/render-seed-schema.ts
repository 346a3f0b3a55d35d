import { z } from 'zod';
import { seedSchema } from '../src/seed/seed-schema.ts';

/** Text of `seed.schema.json`: the JSON schema of a seed file, for editors. */
export function renderSeedSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(seedSchema, { target: 'draft-7', io: 'input' });
  const title = 'Seed of clerk-local';
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}
