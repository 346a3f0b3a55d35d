import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

/** Names that an entry point exports, types among them, as its source declares them. */
function exportsOf(file: string): string[] {
  const text = readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8');
  const listed = [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, isType, names = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .map((name) => (isType ? `type ${name}` : name)),
  );
  const declared = [...text.matchAll(/^export (class|const|function|interface|type) (\w+)/gm)].map(
    ([, kind, name]) => (kind === 'interface' || kind === 'type' ? `type ${name}` : `${name}`),
  );
  return [...listed, ...declared].sort();
}

/** Entry points that are modules; `seed.schema.json` is data. */
const MODULES = Object.entries(manifest.exports).filter(([, file]) => file.endsWith('.ts'));

test('the entry points export exactly this: a change here is a change for every user', () => {
  const surface = Object.fromEntries(MODULES.map(([entry, file]) => [entry, exportsOf(file)]));
  expect(surface).toMatchSnapshot();
});

test.each(MODULES)('%s exports at run time what its source declares', async (entry, file) => {
  const name = `clerk-local${entry.slice(1)}`;
  const values = exportsOf(file).filter((declared) => !declared.startsWith('type '));
  expect(Object.keys(await import(name)).sort()).toEqual(values);
});
