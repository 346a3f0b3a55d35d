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

/** Lines of a page, each with what the compiler says of it; undefined: nothing. */
const LINES: readonly (readonly [line: string, complaint: string | undefined])[] = [
  [`await requireUser({ role: 'org:boss' });`, undefined],
  [`await requireUser({ role: ['org:boss', 'org:clerk'], permission: 'org:invoices:read' });`, undefined],
  [`export const isBoss = (await requireUser()).orgRole === 'org:boss';`, undefined],
  [`await requireUser({ role: 'org:bos' });`, 'org:bos'],
  [`await requireUser({ permission: ['org:invoices:rea'] });`, 'org:invoices:rea'],
  [`export const isBoss = (await requireUser()).orgRole === 'org:bos';`, 'TS2367'],
];

let folder: string;
let output: string;

beforeAll(async () => {
  // Below the package, where its dependencies are found.
  folder = await mkdtemp(join(PACKAGE, 'node_modules/.typed-roles-'));
  const config = { extends: '../../tsconfig.json', include: ['*.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  await writeFile(join(folder, 'declared.d.ts'), `${DECLARED}export {};\n`);
  for (const [index, [line]] of LINES.entries()) {
    const code = `import { requireUser } from '../../src/server.ts';\n${line}\n`;
    await writeFile(join(folder, `page-${index}.ts`), code);
  }
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const compiler = join(dirname(manifest), 'bin/tsc');
  const run = promisify(execFile)(process.execPath, [compiler, '--project', folder, '--pretty', 'false']);
  // It ends with another code than 0, because some lines are wrong.
  output = (await run.catch((error: { stdout: string }) => error)).stdout;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(LINES.map(([line, complaint], index) => ({ line, complaint, file: `page-${index}.ts` })))(
  '$line: $complaint',
  ({ complaint, file }) => {
    const found = output.split('\n').filter((line) => line.includes(`${file}(`));
    expect(found).toEqual(complaint === undefined ? [] : [expect.stringContaining(complaint)]);
  },
);

test('the package itself compiles beside the declaration', () => {
  const ofPackage = output.split('\n').filter((line) => line.includes('error') && !line.includes('page-'));
  expect(ofPackage).toEqual([]);
});
