import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
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
