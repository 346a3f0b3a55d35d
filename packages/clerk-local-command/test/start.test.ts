import { readFile, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { TestBrowser } from 'clerk-local/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFolder, freePorts, occupy, runCommand, startCommand } from './run-command.fixture.ts';

/** An app that says who asked it for what. @returns its port. */
function startApp(): Promise<number> {
  const server = createServer((request, response) => {
    response.end(`${request.headers['x-forwarded-host']}${request.url}`);
  });
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** A browser's GET by Host header: names under `.localhost` need not resolve here. */
async function ask(port: number, host: string, path = '/'): Promise<{ status: number; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host: `${host}:${port}` } }, resolve).on('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
}

function accepts(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

test('the apps, the Clerk and the index have addresses, and the printed environment signs a user in', async () => {
  const cwd = await createFolder();
  const [port, appPort] = await Promise.all([freePorts(), startApp()]);
  const command = startCommand(cwd, [
    '--domain',
    'shop.localhost',
    '--app',
    `web=${appPort}`,
    '--port',
    `${port}`,
  ]);
  await command.until('SSO_LOCAL_PORT=');
  const { stdout } = command.output();
  expect(await ask(port, 'web.shop.localhost', '/cart')).toEqual({
    status: 200,
    body: `web.shop.localhost:${port}/cart`,
  });
  expect(await ask(port, 'clerk.shop.localhost', '/v1/environment')).toMatchObject({ status: 200 });
  const index = await ask(port, 'shop.localhost');
  for (const text of [`http://web.shop.localhost:${port}`, 'ada@acme.test', '/inbox']) {
    expect(index.body).toContain(text);
    expect(stdout).toContain(text);
  }
  const env = parseEnv(stdout.slice(stdout.indexOf('NEXT_PUBLIC_')));
  expect(env).toMatchObject({
    NEXT_PUBLIC_CLERK_PROXY_URL: `http://clerk.shop.localhost:${port}`,
    NEXT_PUBLIC_CLERK_SIGN_IN_URL: `http://web.shop.localhost:${port}/sign-in`,
    SSO_LOCAL_PORT: `${port}`,
  });
  const { CLERK_API_URL: url = '', CLERK_SECRET_KEY: secretKey = '' } = env;
  const browser = new TestBrowser({ url, secretKey }, { origin: `http://web.shop.localhost:${port}` });
  await browser.signInAs('user_ada');
  expect(await browser.mintToken()).toMatch(/^ey/);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it with 0, frees both ports and saves the state',
  async (signal) => {
    const cwd = await createFolder();
    const port = await freePorts();
    const args = ['--app', 'web=3000', '--port', `${port}`, '--state', 'state'];
    const first = startCommand(cwd, args);
    await first.until('SSO_LOCAL_PORT=');
    first.child.kill(signal);
    expect(await first.ended).toBe(0);
    expect(first.output().stderr).toBe('');
    const again = startCommand(cwd, args);
    await again.until('SSO_LOCAL_PORT=');
    const keyOf = (text: string) => /CLERK_SECRET_KEY=.*/.exec(text)?.[0];
    expect(keyOf(again.output().stdout)).toBe(keyOf(first.output().stdout));
  },
);

test('it listens on loopback only', async () => {
  const port = await freePorts();
  const command = startCommand(await createFolder(), ['--app', 'web=3000', '--port', `${port}`]);
  await command.until('SSO_LOCAL_PORT=');
  expect(await accepts(port, '127.0.0.1')).toBe(true);
  const others = Object.values(networkInterfaces()).flatMap((each) =>
    (each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address),
  );
  for (const address of others) {
    expect(await accepts(port, address)).toBe(false);
    expect(await accepts(port + 1, address)).toBe(false);
  }
});

test('--write-env keeps the lines of others, and is right again after the next start', async () => {
  const cwd = await createFolder();
  const port = await freePorts();
  const args = ['--app', 'web=3000', '--port', `${port}`, '--write-env', '.env.local'];
  await writeFile(join(cwd, '.env.local'), '# mine\nDATABASE_URL="postgres://x"\n');
  const texts: string[] = [];
  for (let start = 0; start < 2; start += 1) {
    const command = startCommand(cwd, args);
    await command.until('SSO_LOCAL_PORT=');
    texts.push(await readFile(join(cwd, '.env.local'), 'utf8'));
    const { stdout } = command.output();
    expect(parseEnv(texts.at(-1) ?? '')).toEqual({
      DATABASE_URL: 'postgres://x',
      ...parseEnv(stdout.slice(stdout.indexOf('NEXT_PUBLIC_'))),
    });
    command.child.kill('SIGTERM');
    await command.ended;
  }
  const [first = '', second = ''] = texts;
  expect(first.startsWith('# mine\nDATABASE_URL="postgres://x"\n')).toBe(true);
  // New keys, and no line more.
  expect(second).not.toBe(first);
  expect(second.split('\n').length).toBe(first.split('\n').length);
});

describe('what goes wrong is one line with a code, and nothing stays behind', () => {
  test.each([0, 1])('port %d of the two is taken', async (offset) => {
    const port = await freePorts();
    await occupy(port + offset);
    const run = await runCommand(await createFolder(), ['--app', 'web=3000', '--port', `${port}`]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(
      new RegExp(`^clerk-local: Port ${port + offset} is used .*code=port_in_use\\)\\n$`),
    );
    if (offset === 0) await occupy(port + 1);
    else await occupy(port);
  });

  test.each([
    { args: ['--app', 'web=3000', '--domain', 'acme.com'], code: 1, says: 'code=domain_invalid' },
    { args: ['--app', 'web'], code: 1, says: 'code=app_invalid' },
    { args: ['--app', 'web=3000', '--seed', 'none.yaml'], code: 1, says: 'code=seed_unreadable' },
    { args: ['--app', 'web=3000', '--seed', 'wrong.yaml'], code: 1, says: 'wrong.yaml is wrong at users[0]' },
    { args: ['--app', 'web=3000', '--ap', 'x'], code: 2, says: 'code=option_unknown' },
    { args: ['restart'], code: 2, says: 'Unknown command' },
  ])('$args', async ({ args, code, says }) => {
    const cwd = await createFolder();
    await writeFile(join(cwd, 'wrong.yaml'), 'users: [{}]');
    const run = await runCommand(cwd, args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(says);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('an env file that cannot be written', async () => {
    const port = await freePorts();
    const args = ['--app', 'web=3000', '--port', `${port}`, '--write-env', 'no/such/folder/.env'];
    const run = await runCommand(await createFolder(), args);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('code=env_file_unwritable');
  });

  test('a production server', async () => {
    const port = await freePorts();
    const args = ['--app', 'web=3000', '--port', `${port}`];
    const run = await runCommand(await createFolder(), args, { NODE_ENV: 'production' });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('code=production_refused');
  });
});

test.each([['--help'], ['-h'], []])('%s prints every option', async (...args) => {
  const { code, stdout } = await runCommand(await createFolder(), args);
  expect(code).toBe(0);
  for (const name of [
    'app',
    'domain',
    'primary',
    'port',
    'sign-in',
    'sign-up',
    'seed',
    'state',
    'write-env',
    'verbose',
  ]) {
    expect(stdout).toContain(`--${name}`);
  }
  expect(stdout).toContain('init');
});
