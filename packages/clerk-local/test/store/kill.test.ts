import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

const PROGRAM = path.join(import.meta.dirname, '../fixtures/local-clerk-process.ts');
const KILLS = 10;
const WRITERS = 8;

interface RunningClerk {
  url: string;
  headers: Record<string, string>;
  process: ChildProcess;
}

const addressSchema = z.object({ url: z.string(), secretKey: z.string() });
const usersSchema = z.array(z.object({ id: z.string(), banned: z.boolean() }));

async function start(stateDir: string): Promise<RunningClerk> {
  const args = ['--import', import.meta.resolve('tsx'), PROGRAM, stateDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, secretKey } = addressSchema.parse(JSON.parse(String(line)));
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
  return { url, headers, process: child };
}

/** Creates and bans users until the process dies. @returns the ids whose ban was acknowledged. */
async function writeUntilDead({ url, headers }: RunningClerk, onBan: () => void): Promise<string[]> {
  const banned: string[] = [];
  const post = async (route: string, body = '{}') => {
    const answer = await fetch(`${url}/v1${route}`, { method: 'POST', headers, body });
    return usersSchema.element.parse(await answer.json());
  };
  try {
    for (;;) {
      const email_address = [`${randomUUID()}@acme.test`];
      const { id } = await post('/users', JSON.stringify({ email_address, skip_password_requirement: true }));
      await post(`/users/${id}/ban`);
      banned.push(id);
      onBan();
    }
  } catch {
    return banned;
  }
}

async function listBanned({ url, headers }: RunningClerk): Promise<string[]> {
  const found: string[] = [];
  for (let offset = 0; ; offset += 500) {
    const answer = await fetch(`${url}/v1/users?banned=true&limit=500&offset=${offset}`, { headers });
    const page = usersSchema.parse(await answer.json());
    found.push(...page.map(({ id }) => id));
    if (page.length < 500) return found;
  }
}

test(`${KILLS} kills during parallel writes lose nothing that was acknowledged`, {
  timeout: 600_000,
}, async () => {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'clerk-local-kill-'));
  onTestFinished(() => rm(stateDir, { recursive: true, force: true }));
  const acknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const clerk = await start(stateDir);
    // The moment differs from run to run: a number of responses, and what is under way then.
    let left = 1 + Math.floor(Math.random() * 60);
    const onBan = () => {
      left -= 1;
      if (left === 0) clerk.process.kill('SIGKILL');
    };
    const lists = await Promise.all(Array.from({ length: WRITERS }, () => writeUntilDead(clerk, onBan)));
    acknowledged.push(...lists.flat());
  }
  const found = new Set(await listBanned(await start(stateDir)));
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS);
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
});
