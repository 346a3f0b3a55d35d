import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from '@repo/doctor';
import { app, type Files, manifest, SECRET_KEY } from '@repo/doctor/fixtures/case';
import { writeRepository } from '@repo/doctor/fixtures/write-repository';
import { expect, test } from 'vitest';
import { runHere, runProcess } from '../../../test/run-sso.fixture.ts';

const FAULTY = app({
  'package.json': manifest({ next: '16.0.0' }),
  'middleware.ts':
    "import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware();\n",
  '.env.local': `NEXT_PUBLIC_CLERK_KEY=${SECRET_KEY}\n`,
});

test('a clean repository: exit code 0', async () => {
  const { code, stdout } = await doctor(app(), []);
  expect(stdout).toBe(`✓ ${CHECKS.filter(({ kind }) => kind !== 'live').length} checks, nothing found.\n`);
  expect(code).toBe(0);
});

test('findings: exit code 1, each with its place, reason and fix, and no value of a secret', async () => {
  const root = writeRepository({ files: FAULTY });
  const { code, stdout } = await runProcess(inFolder(root, []), { INIT_CWD: root });
  expect(stdout).toContain('middleware.ts:2  clerkMiddleware() has no authorizedParties');
  expect(stdout).toContain('package.json:4  next 16.0.0:');
  expect(stdout).toMatch(/Why {3}\S/);
  expect(stdout).toMatch(/Fix {3}\S/);
  expect(stdout).toMatch(
    /\d errors?, \d warnings? in \d+ checks\. --fix fixes 2 of them\.\npnpm sso doctor explain ID/,
  );
  expect(stdout).not.toContain(SECRET_KEY);
  expect(code).toBe(1);
});

test.each([
  { name: 'a folder that does not exist', args: ['--root', '/nowhere/at/all'], says: 'There is no folder' },
  { name: 'a folder without a package', args: [], files: { 'a.txt': '' }, says: 'There is no package.json' },
  { name: 'a folder without --root', args: ['/some/where'], says: '--root DIR' },
  { name: 'an unknown check', args: ['--only', 'no-such-check'], says: 'There is no check "no-such-check"' },
  { name: 'a live check without an address', args: ['--only', 'live-keys'], says: 'live-keys needs --live' },
  {
    name: 'a value that is not an address',
    args: ['--live', 'app.acme.com'],
    says: '--live takes addresses',
  },
  {
    name: 'a site that does not answer',
    args: ['--live', 'http://app.localhost:9/'],
    says: 'does not answer',
  },
  {
    name: 'a SARIF file that cannot be written',
    args: ['--sarif', '/nowhere/at/all.sarif'],
    says: 'cannot be written',
  },
])(
  '$name: exit code 2',
  async ({ args, says, files = app() }: { args: readonly string[]; says: string; files?: Files }) => {
    const { code, stderr } = await doctor(files, args);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
  },
);

test('--json, --only and --sarif agree with each other', async () => {
  const { root, stdout } = await doctor(FAULTY, [
    '--json',
    '--only',
    'missing-authorized-parties,security-floors',
    '--sarif',
    'out.sarif',
  ]);
  const report: {
    version: number;
    findings: { id: string; file: string; line: number; isFixable: boolean }[];
  } = JSON.parse(stdout);
  expect(report.version).toBe(2);
  expect(report.findings).toMatchObject([
    {
      id: 'missing-authorized-parties',
      file: 'middleware.ts',
      line: 2,
      severity: 'warning',
      isFixable: false,
    },
    { id: 'security-floors', file: 'package.json', line: 4, severity: 'error', isFixable: true },
  ]);
  const sarif = JSON.parse(readFileSync(join(root, 'out.sarif'), 'utf8'));
  expect(sarif.version).toBe('2.1.0');
  const [run] = sarif.runs;
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
    'missing-authorized-parties',
    'security-floors',
  ]);
  expect(run.results).toMatchObject(
    report.findings.map(({ id, file, line }, ruleIndex) => ({
      ruleId: id,
      ruleIndex,
      locations: [{ physicalLocation: { artifactLocation: { uri: file }, region: { startLine: line } } }],
    })),
  );
});

test('the same finding twice in one file has two fingerprints, which stay when lines are added', async () => {
  const page = (before: string) =>
    app({
      'app/page.tsx': `import { auth } from '@clerk/nextjs/server';\n${before}export default async () => {\n  auth().userId;\n  auth().userId;\n};\n`,
    });
  const short = await fingerprints(page(''));
  const long = await fingerprints(page('\n\n'));
  expect(new Set(short).size).toBe(2);
  expect(long).toEqual(short);
});

test('--fix --json lists what it changed', async () => {
  const { stdout } = await doctor(FAULTY, ['--fix', '--json']);
  expect(JSON.parse(stdout).fixed).toContainEqual({
    file: 'middleware.ts',
    before: 'middleware.ts',
    after: 'proxy.ts',
  });
});

test('--fix shows what it changed, and reports what is left', async () => {
  const { code, stdout } = await doctor(FAULTY, ['--fix']);
  expect(stdout).toContain('middleware.ts\n- middleware.ts\n+ proxy.ts');
  expect(stdout).toContain('- "next": "16.0.0",\n+ "next": "16.2.6",');
  expect(stdout).toContain('proxy.ts:2  clerkMiddleware() has no authorizedParties');
  expect(code).toBe(1);
});

test('explain says everything about a check, without a link', async () => {
  const { code, stdout } = await runHere(['doctor', 'explain', 'unguarded-routes']);
  expect(stdout).toMatch(
    /^A protected page or route without a guard of its own\nunguarded-routes · warning:/,
  );
  expect(stdout).toContain('Fix: Call a guard where the data is read');
  expect(stdout).toContain('--only unguarded-routes');
  expect(stdout).not.toMatch(/https?:/);
  expect(code).toBe(0);
});

test.each([
  { name: 'of nothing', args: [] },
  { name: 'of a check that does not exist', args: ['no-such-check'] },
])('explain $name lists the checks: exit code 2', async ({ args }) => {
  const { code, stderr } = await runHere(['doctor', 'explain', ...args]);
  for (const { id } of CHECKS) expect(stderr).toContain(id);
  expect(code).toBe(2);
});

test('a repository without Clerk is said to have none', async () => {
  const { code, stdout } = await doctor({ 'package.json': '{ "dependencies": { "next": "16.4.6" } }' }, []);
  expect(stdout).toContain('No Clerk found here');
  expect(stdout).not.toContain('✓');
  expect(code).toBe(0);
});

test('what could not be read is said, with the checks that say nothing because of it', async () => {
  const files = app({
    'proxy.ts':
      "import { clerkMiddleware } from '@clerk/nextjs/server';\nimport { handler } from '@acme/a';\nexport default clerkMiddleware(handler, { authorizedParties: ['https://a.b'] });\n",
  });
  const { code, stdout } = await doctor(files, []);
  expect(stdout).toContain('proxy.ts:3  The handler of clerkMiddleware() cannot be followed');
  expect(stdout).toMatch(/Not run *unguarded-routes, unguarded-actions/);
  expect(stdout).toContain('1 place could not be read.');
  expect(code).toBe(0);
  const json = await doctor(files, ['--json']);
  expect(JSON.parse(json.stdout).notRead).toMatchObject([{ file: 'proxy.ts', line: 3 }]);
});

test('advice alone ends with 0', async () => {
  const { code, stdout } = await doctor(app({ 'package.json': manifest({ '@clerk/nextjs': '6.34.5' }) }), [
    '--only',
    'outdated-api-version',
  ]);
  expect(stdout).toContain('1 note in 1 check.');
  expect(code).toBe(0);
});

test('--fix says that the lock file is stale, and what writes it anew', async () => {
  const { stdout } = await doctor(
    app({ 'package.json': manifest({ next: '16.0.0' }), 'pnpm-lock.yaml': 'lockfileVersion: 9.0\n' }),
    ['--fix'],
  );
  expect(stdout).toContain('pnpm-lock.yaml is stale: run pnpm install.');
});

async function fingerprints(files: Files): Promise<readonly string[]> {
  const { root } = await doctor(files, ['--sarif', 'out.sarif', '--only', 'unawaited-auth']);
  const { runs } = JSON.parse(readFileSync(join(root, 'out.sarif'), 'utf8'));
  return runs[0].results.map(
    (result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0],
  );
}

const inFolder = (root: string, args: readonly string[]) => [
  'doctor',
  ...(args.includes('--root') ? [] : ['--root', root]),
  ...args,
];

async function doctor(files: Files, args: readonly string[]) {
  const root = writeRepository({ files });
  return { root, ...(await runHere(inFolder(root, args), { INIT_CWD: root })) };
}
