import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const manifest = z
  .object({ exports: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

test('the package exports these names', async () => {
  const names: Record<string, string[]> = {};
  for (const [entry, file] of Object.entries(manifest.exports)) {
    const module: Record<string, unknown> = await import(new URL(`../${file}`, import.meta.url).href);
    names[entry] = Object.keys(module).sort();
  }
  expect(names).toMatchInlineSnapshot(`
    {
      ".": [
        "emitToken",
        "explainBackendError",
        "keepFresh",
        "parseApp",
        "parseFile",
        "parseName",
        "parseUser",
        "renderToken",
        "resolveClerkInstance",
        "signInUser",
        "warnOfAzp",
      ],
      "./errors": [
        "TokenError",
      ],
    }
  `);
});
