import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

// As a team declares the roles and permissions of its instance. The declaration is global, so it has a program of its own.
const DECLARED = `declare global {
  interface ClerkAuthorization {
    permission: 'org:invoices:read';
    role: 'org:boss' | 'org:clerk';
  }
}
`;

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeAll(async () => {
  // Below the package, where its dependencies are found.
  folder = await mkdtemp(join(PACKAGE, 'node_modules/.typed-roles-'));
  const config = { extends: '../../tsconfig.json', include: ['*.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The compiler's complaints about a file of the team, and about this package beside its declaration. */
async function complaints(code: string): Promise<readonly string[]> {
  await writeFile(join(folder, 'page.ts'), `${code}\n${DECLARED}`);
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const compiler = join(dirname(manifest), 'bin/tsc');
  const run = promisify(execFile)(process.execPath, [compiler, '--project', folder, '--pretty', 'false']);
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return stdout.split('\n').filter((line) => line.includes('error'));
}

test.each([
  `await requireUser({ role: 'org:boss' });`,
  `await requireUser({ role: ['org:boss', 'org:clerk'], permission: 'org:invoices:read' });`,
  `const { orgRole } = await requireUser(); export const isBoss = orgRole === 'org:boss';`,
])('%s compiles where the role is declared', async (line) => {
  expect(await complaints(`import { requireUser } from '../../src/server.ts';\n${line}`)).toEqual([]);
});

test.each([
  [`await requireUser({ role: 'org:bos' });`, 'org:bos'],
  [`await requireUser({ permission: ['org:invoices:rea'] });`, 'org:invoices:rea'],
  [`const { orgRole } = await requireUser(); export const isBoss = orgRole === 'org:bos';`, 'TS2367'],
])('%s does not', async (line, named) => {
  const found = await complaints(`import { requireUser } from '../../src/server.ts';\n${line}`);
  expect(found).toEqual([expect.stringContaining(named)]);
});
