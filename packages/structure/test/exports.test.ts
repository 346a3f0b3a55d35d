import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { z } from 'zod';

/**
 * A name more or less in the exports of a package is a decision: the snapshot shows it in the change.
 * `auth`, `clerk-local` and `testing` are taken to other repositories and have such a test of their own. `ui` needs Next's bundler.
 */
const ELSEWHERE: readonly string[] = ['auth', 'clerk-local', 'testing', 'ui'];

const PACKAGES = new URL('../../', import.meta.url);

const manifestSchema = z.object({ exports: z.record(z.string(), z.string()).default({}) });

const entries = globSync('*/package.json', { cwd: fileURLToPath(PACKAGES) })
  .map((path) => path.split('/', 1)[0] ?? '')
  .filter((name) => !ELSEWHERE.includes(name))
  .sort()
  .flatMap((name) => {
    const manifest = JSON.parse(readFileSync(new URL(`${name}/package.json`, PACKAGES), 'utf8'));
    return Object.entries(manifestSchema.parse(manifest).exports).map(
      ([entry, file]) => [`@repo/${name}${entry.slice(1)}`, new URL(`${name}/${file}`, PACKAGES)] as const,
    );
  });

test.each(entries)('the exports of %s', async (_entry, file) => {
  const module: Record<string, unknown> = await import(file.href);
  expect(Object.keys(module).sort()).toMatchSnapshot();
});
