import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type PackedPackage, pack } from '@repo/packed-package';
import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PACKAGE } from '../../build/paths.ts';

/** Downloads hundreds of megabytes, most of them wallets that clerk-js asks for. */
const isFull = process.env.SSO_TEST_FULL === '1';
const INSTALL_LIMIT_MS = 900_000;

const run = promisify(execFile);
const HERE = fileURLToPath(new URL('./', import.meta.url));
const BACKEND = '@clerk/backend@3.20.1';

/** Node.js beside the one that runs the tests: its releases as packages of npm. */
const OTHER_NODES = ['node@22', 'node@24'].map((release) => ['npx', '-y', release]);

/** No script of a dependency is run: nothing that this package loads needs one. */
const MANAGERS = [
  { name: 'npm', install: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'] },
  { name: 'pnpm', install: ['npx', '-y', 'pnpm@12', 'add', '--ignore-scripts'] },
  // A wallet asks for Node 22, and yarn refuses what npm only warns of.
  { name: 'yarn', install: ['npx', '-y', 'yarn@1', 'add', '--ignore-scripts', '--ignore-engines'] },
  { name: 'bun', install: ['npx', '-y', 'bun@1', 'add', '--ignore-scripts'] },
];

describe.skipIf(!isFull)(
  'installed outside the workspace (part of --full: it needs the network and minutes)',
  () => {
    let packed: PackedPackage;
    beforeAll(async () => {
      packed = await pack(PACKAGE);
    });
    afterAll(() => packed.remove());

    test.each(MANAGERS)(
      '$name installs it, the command starts, and a script of a team signs in',
      {
        timeout: INSTALL_LIMIT_MS,
      },
      async ({ name, install }) => {
        const cwd = await mkdtemp(join(tmpdir(), `clerk-local-${name}-`));
        onTestFinished(() => rm(cwd, { recursive: true }));
        await writeFile(join(cwd, 'package.json'), '{ "name": "team", "private": true, "type": "module" }');
        const [program = '', ...args] = [...install, packed.tarball, BACKEND];
        await run(program, args, { cwd, maxBuffer: 50_000_000 });
        await expectStart(cwd);
        await copyFile(join(HERE, 'consumer.mjs'), join(cwd, 'consumer.mjs'));
        await expectScript(cwd, [process.execPath]);
        if (name !== 'npm') return;
        for (const node of OTHER_NODES) await expectScript(cwd, node);
        await expectTypes(cwd);
      },
    );
  },
);

/** The script of a team, run by one Node.js. */
async function expectScript(cwd: string, [program = '', ...args]: readonly string[]): Promise<void> {
  const { stdout } = await run(program, [...args, 'consumer.mjs'], { cwd });
  expect(JSON.parse(stdout), [program, ...args].join(' ')).toEqual({
    sub: 'user_ada',
    azp: 'http://web.acme.localhost:4000',
    status: 'signed-in',
    expiredReason: 'token-expired',
    hasCode: true,
    faultStatus: 500,
    afterReset: 'frontend_api_refused',
    scriptStatus: 200,
  });
}

/** The command is where the package manager puts it, is ready, and ends by itself. */
async function expectStart(cwd: string): Promise<void> {
  const args = ['--app', 'web=3000', '--port', String(await getPort())];
  const child = spawn(join(cwd, 'node_modules/.bin/clerk-local'), args, { cwd });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [text] = await once(child.stdout, 'data');
  expect(String(text)).toContain('clerk-local is ready');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
}

/** The compiler of the workspace, on the installed types: strict, and looking into every declaration. */
async function expectTypes(cwd: string): Promise<void> {
  await copyFile(join(HERE, 'consumer.ts.txt'), join(cwd, 'consumer.ts'));
  const compilerOptions = {
    target: 'ES2023',
    lib: ['ES2023', 'DOM'],
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    // Those of Node contradict each other under these options.
    types: [],
  };
  await writeFile(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  const compiled = await run(join(PACKAGE, 'node_modules/.bin/tsc'), ['--pretty', 'false'], { cwd }).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout }),
  );
  expect(compiled.stdout).toBe('');
}
