import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultSeed, loadSeed } from '../../src/index.ts';

/** Writes a file into a folder of its own, outside every repository. */
async function fileWith(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clerk-local-seed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
}

const ADA = { users: [{ emailAddress: 'ada@acme.test', publicMetadata: { plan: 'pro' } }] };
const SAME = [
  { name: 'seed.yaml', text: 'users:\n  - emailAddress: ada@acme.test\n    publicMetadata: { plan: pro }\n' },
  { name: 'seed.yml', text: 'users: [{ emailAddress: ada@acme.test, publicMetadata: { plan: pro } }]' },
  { name: 'seed.json', text: JSON.stringify(ADA) },
  {
    name: 'seed.ts',
    text: `import { defineSeed, type Seed } from 'clerk-local';\nexport default defineSeed(${JSON.stringify(ADA)}) satisfies Seed;`,
  },
  {
    name: 'seed.mjs',
    text: `import { defineSeed } from 'clerk-local';\nexport default defineSeed(${JSON.stringify(ADA)});`,
  },
];

test.each(SAME)('$name is a seed', async ({ name, text }) => {
  expect(await loadSeed(await fileWith(name, text))).toEqual({ ...ADA, organizations: [] });
});

test.each([
  { name: 'seed.toml', text: '', says: 'no kind of file' },
  { name: 'seed.yaml', text: 'users: [', says: 'cannot be read' },
  { name: 'seed.json', text: '{"users": [}', says: 'cannot be read' },
  { name: 'seed.ts', text: 'throw new Error("no luck");', says: 'no luck' },
  { name: 'seed.ts', text: 'export const seed = {};', says: 'no default export' },
  { name: 'seed.ts', text: 'import "clerk-locale";\nexport default {};', says: 'clerk-locale' },
])('$name with $text is seed_unreadable', async ({ name, text, says }) => {
  const file = await fileWith(name, text);
  await expect(loadSeed(file)).rejects.toMatchObject({ code: 'seed_unreadable' });
  await expect(loadSeed(file)).rejects.toThrow(says);
  await expect(loadSeed(file)).rejects.toThrow(file);
});

test('a file that is not there is seed_unreadable', async () => {
  await expect(loadSeed('no-such-folder/seed.yaml')).rejects.toMatchObject({ code: 'seed_unreadable' });
});

test.each([
  { name: 'no address', users: [{ firstName: 'Ada' }], at: 'users[0].emailAddress: ' },
  { name: 'no address of mail', users: [{ emailAddress: 'ada' }], at: 'users[0].emailAddress: ' },
  {
    name: 'a misspelt field',
    users: [{ emailAddress: 'ada@acme.test', pasword: 'x' }],
    at: 'users[0]: there is no "pasword"',
  },
  {
    name: 'a secret that no app takes',
    users: [{ emailAddress: 'ada@acme.test', secondFactors: { totpSecret: 'no base32' } }],
    at: 'users[0].secondFactors.totpSecret: must be base32',
  },
  {
    name: 'a number in place of a text',
    users: [{ emailAddress: 'ada@acme.test', otherEmailAddresses: ['a@acme.test', 7] }],
    at: 'users[0].otherEmailAddresses[1]: ',
  },
])('$name: the message names path and fault', async ({ users, at }) => {
  const file = await fileWith('seed.json', JSON.stringify({ users }));
  await expect(loadSeed(file)).rejects.toMatchObject({ code: 'seed_invalid' });
  await expect(loadSeed(file)).rejects.toThrow(`${file} is wrong at ${at}`);
});

test('each wrong entry is named, and no value', async () => {
  const file = await fileWith(
    'seed.yaml',
    'users: [{ emailAddress: 1, password: sesame-open-up, pin: 2 }]\nsettings: { clientTrust: maybe }\nteams: []',
  );
  const error: unknown = await loadSeed(file).catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/users\[0\]\.emailAddress.*users\[0\].*settings\.clientTrust.*the top/);
  expect(String(error)).not.toContain('sesame');
});

test('the seed that is used without a file is itself a valid file', async () => {
  expect(await loadSeed(await fileWith('seed.json', JSON.stringify(defaultSeed)))).toEqual(defaultSeed);
});
