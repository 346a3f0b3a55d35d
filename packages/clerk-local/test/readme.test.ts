import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import schema from '../seed.schema.json' with { type: 'json' };
import { controlRoutes } from '../src/control/control-routes.ts';
import { createInstance } from '../src/start/create-instance.ts';

const read = (file: string) => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8');
const readme = read('README.md');

/** Names in the first column of the README's table of start options. */
const documentedOptions = [
  ...(readme.split('## Start options')[1]?.split('\n## ')[0] ?? '').matchAll(/^\| (`.*?) *\|/gm),
].flatMap(([, cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));

/** `GET /__local/clock`, for every route in the README's table of controls. */
const documentedControls = [...readme.matchAll(/^\| `([^|]*?\/__local\/[^`]*)` *\|/gm)].flatMap(
  ([, cell = '']) => {
    const path = /\/\S+$/.exec(cell)?.[0];
    return [...cell.matchAll(/\b(GET|PUT|POST)\b/g)].map(([, method]) => `${method} ${path}`);
  },
);

test('the README lists every start option, and no other', () => {
  const source = /export interface LocalClerkOptions \{([\s\S]*?)\n\}/.exec(
    read('src/instance/options.ts'),
  )?.[1];
  const options = [...(source ?? '').matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name);
  expect(documentedOptions.toSorted()).toEqual(options.toSorted());
});

test('the README lists every control, and no other', async () => {
  const { instance } = await createInstance({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: [],
    homeUrl: 'http://acme.localhost',
    signInUrl: 'http://acme.localhost',
    signUpUrl: 'http://acme.localhost',
    seed: { users: [], organizations: [] },
  });
  const routes = controlRoutes(instance)
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} /__local${path}`);
  expect(documentedControls.toSorted()).toEqual([...new Set(routes)].sort());
});

/** Cells of each row of the table below a heading of the README, without the two rows that make it a table. */
function tableBelow(heading: string): string[][] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const namesIn = (cell = '') => [...cell.matchAll(/`([\w:]+)`/g)].map(([, name = '']) => name);

describe('the table of features agrees with SUPPORTED.md', () => {
  /** Status by operation id; one id may stand for two operations. */
  const statuses = new Map<string, Set<string>>();
  for (const [, id = '', status = ''] of read('SUPPORTED.md').matchAll(
    /^\| `(\w+)` \|.*\| ([a-z ]+) \|$/gm,
  )) {
    statuses.set(id, (statuses.get(id) ?? new Set()).add(status));
  }
  const rows = tableBelow('What works, and what does not');

  test.each(rows)('%s: %s', (_feature, status, operations) => {
    const wanted = status?.startsWith('does not work') ? 'not yet' : 'supported';
    const ids = operations === 'none' ? [] : (operations ?? '').split(', ');
    expect(ids.filter((id) => !statuses.get(id)?.has(wanted))).toEqual([]);
  });

  test('there are features of both kinds', () => {
    expect(new Set(rows.map(([, status]) => status?.startsWith('does not work')))).toEqual(
      new Set([true, false]),
    );
  });
});

test('the README names every part and field of a seed, and no other', () => {
  const rows = tableBelow('Seed').map(
    ([part = '', holds]) => [namesIn(part)[0] ?? '', namesIn(holds)] as const,
  );
  // Keys of roles are explained in the same cells.
  const fields = rows.map(([part, names]) => [part, names.filter((name) => !/^org:/.test(name)).toSorted()]);
  const known = Object.entries(schema.properties).map(([part, value]) => [part, fieldsOf(value).toSorted()]);
  expect(fields).toEqual(known);
});

/** Names of fields, with those of objects and lists inside that the README spells out in brackets. */
function fieldsOf(value: unknown): string[] {
  // JSON schema of zod: an object has properties, a list has items, anything else has neither.
  const { properties, items } = value as { properties?: Record<string, unknown>; items?: unknown };
  if (items !== undefined) return fieldsOf(items);
  return Object.entries(properties ?? {}).flatMap(([name, inner]) =>
    name === 'webhooks' ? [name] : [name, ...fieldsOf(inner)],
  );
}
