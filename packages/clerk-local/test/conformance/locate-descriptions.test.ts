import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fetchDescriptions } from './fetch-descriptions.ts';
import { locateDescriptions } from './locate-descriptions.ts';
import { PINNED } from './pinned-descriptions.ts';

const PATHS = Object.values(PINNED.files).map(({ path }) => path);

/** A folder with empty files of these names. */
function createFolder(paths: readonly string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'clerk-openapi-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const path of paths) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), '');
  }
  return directory;
}

test.each([
  { layout: 'as the repository', paths: PATHS },
  { layout: 'flat', paths: PATHS.map((path) => path.replace('/', '-')) },
])('a folder laid out $layout is found', ({ paths }) => {
  const directory = createFolder(paths);
  const location = locateDescriptions({ directory, isCi: true });
  expect(location).toMatchObject({ kind: 'found', files: { backend: join(directory, paths[1] ?? '') } });
});

test('without CLERK_OPENAPI_DIR the fetched folder is read', () => {
  const fetched = createFolder(PATHS);
  expect(locateDescriptions({ directory: undefined, isCi: false }, fetched).kind).toBe('found');
});

test.each([
  { where: 'locally', isCi: false, isNamed: false, isPromised: false },
  { where: 'locally, in a named folder', isCi: false, isNamed: true, isPromised: false },
  { where: 'in CI', isCi: true, isNamed: false, isPromised: false },
  { where: 'in CI, in a named folder', isCi: true, isNamed: true, isPromised: true },
])('a file that is missing $where: failure = $isPromised', ({ isCi, isNamed, isPromised }) => {
  const folder = createFolder(PATHS.slice(0, 2));
  const location = locateDescriptions({ directory: isNamed ? folder : undefined, isCi }, folder);
  expect(location).toMatchObject({ kind: 'missing', isPromised });
  expect(location).toHaveProperty('reason', expect.stringContaining('webhooks/2025-04-15.yml. Run: pnpm'));
});

/** Serves one text under every path. */
async function serve(text: string): Promise<string> {
  const server = createServer((_request, response) => response.end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const sha256 = createHash('sha256').update('openapi: 3.0.3').digest('hex');

test('a download is written where it is looked for', async () => {
  const directory = createFolder([]);
  const files = PATHS.map((path) => ({ path, sha256 }));
  await fetchDescriptions({ baseUrl: await serve('openapi: 3.0.3'), directory, files });
  expect(locateDescriptions({ directory, isCi: true }).kind).toBe('found');
  expect(await readFile(join(directory, 'bapi/2026-05-12.yml'), 'utf8')).toBe('openapi: 3.0.3');
});

test('a download that is not the pinned file is refused and not written', async () => {
  const directory = createFolder([]);
  const fetching = fetchDescriptions({ baseUrl: await serve('openapi: 3.0.3'), directory });
  await expect(fetching).rejects.toThrow('fapi/2026-05-12.yml is not the pinned file');
  expect(locateDescriptions({ directory, isCi: true }).kind).toBe('missing');
});
