import { expect, test } from 'vitest';
import { readDirectoryLocation } from './env.ts';

const url = 'postgres://ada@db.acme.test/directory';

test.each([
  { name: 'nothing is set', env: {}, expected: { engine: 'pglite', dataDir: '.directory' } },
  {
    name: 'a folder is set',
    env: { DIRECTORY_DATA_DIR: '/data' },
    expected: { engine: 'pglite', dataDir: '/data' },
  },
  { name: 'DATABASE_URL is set', env: { DATABASE_URL: url }, expected: { engine: 'postgres', url } },
  {
    name: 'DATABASE_URL has the long scheme',
    env: { DATABASE_URL: 'postgresql://db/x' },
    expected: { engine: 'postgres', url: 'postgresql://db/x' },
  },
  {
    name: 'both are set',
    env: { DATABASE_URL: url, DIRECTORY_DATA_DIR: '/data' },
    expected: { engine: 'postgres', url },
  },
  {
    name: 'both are empty',
    env: { DATABASE_URL: '', DIRECTORY_DATA_DIR: '' },
    expected: { engine: 'pglite', dataDir: '.directory' },
  },
  {
    name: 'it runs on Vercel with DATABASE_URL',
    env: { VERCEL: '1', DATABASE_URL: url },
    expected: { engine: 'postgres', url },
  },
])('$name: $expected', ({ env, expected }) => {
  expect(readDirectoryLocation(env)).toEqual(expected);
});

test('the caller names the folder for when nothing is set', () => {
  expect(readDirectoryLocation({}, '/app/.directory')).toEqual({
    engine: 'pglite',
    dataDir: '/app/.directory',
  });
});

test.each([
  { name: 'on Vercel, where files do not last', env: { VERCEL: '1' }, code: 'missing_database_url' },
  {
    name: 'on Vercel, whatever the folder',
    env: { VERCEL: '1', DIRECTORY_DATA_DIR: '/tmp/x' },
    code: 'missing_database_url',
  },
  { name: 'another database', env: { DATABASE_URL: 'mysql://db/x' }, code: 'invalid_database_url' },
  { name: 'a scheme alone', env: { DATABASE_URL: 'postgres://' }, code: 'invalid_database_url' },
  { name: 'a path', env: { DATABASE_URL: '/var/run/postgres' }, code: 'invalid_database_url' },
])('refused: $name', ({ env, code }) => {
  expect(() => readDirectoryLocation(env)).toThrow(expect.objectContaining({ code }));
});

test('a refused address is not repeated, as it may hold a password', () => {
  expect(() => readDirectoryLocation({ DATABASE_URL: 'mysql://ada:S3CRET@db/x' })).not.toThrow(/S3CRET/);
});
