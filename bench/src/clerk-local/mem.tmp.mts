import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { buildClerk, ORIGIN } from './start-clerk.ts';
import { createTraffic, rateOf } from './traffic.ts';
const flags = (process.env.FLAGS ?? '').split(' ').filter(Boolean);
const v8flags = (process.env.V8 ?? '--semi-space-growth-factor=1 --heap-growing-percent=20').split(' ').filter(Boolean);
const probe = '/work/wt-kit/packages/clerk-local/node_modules/.cache/bench/probe.mjs';
await writeFile(probe, `import v8 from 'node:v8';
${v8flags.map((f: string) => `v8.setFlagsFromString('${f}');`).join('')}
${process.env.PRE ?? ''}
const { startLocalClerk } = await import('/work/wt-kit/packages/clerk-local/dist/index.js');
const [stateDir = '', origin = ''] = process.argv.slice(2);
const clerk = await startLocalClerk({ frontendApiHost: 'clerk.acme.localhost:3000', rootDomain: 'acme.localhost', allowedOrigins: [origin], homeUrl: origin, signInUrl: origin + '/sign-in', signUpUrl: origin + '/sign-up', stateDir });
process.send({ url: clerk.url, secretKey: clerk.secretKey });
process.on('message', () => process.send({ all: process.memoryUsage(), spaces: v8.getHeapSpaceStatistics() }));
process.on('disconnect', () => process.exit());
`);
const child = fork(probe, [await mkdtemp(join(tmpdir(), 'mem-')), ORIGIN], { execArgv: flags });
const ask = async () => (await once(child, 'message'))[0] as any;
const { url, secretKey } = await ask();
const report = async (title: string) => { const a = ask(); child.send('memory'); const { all, spaces } = await a; const mb = (n: number) => (n / 1e6).toFixed(1); console.log(title.padEnd(12), Object.entries(all).map(([k, v]) => `${k} ${mb(v as number)}`).join('  ')); if (spaces && process.env.SPACES) console.log('   ', spaces.map((s: any) => `${s.space_name.replace('_space','')} ${mb(s.space_used_size)}/${mb(s.space_size)}`).join(' ')); };
await report('start');
const t = createTraffic({ url, secretKey } as any);
const users: string[] = [];
await rateOf(100, 8, async () => { users.push(await t.createUser(users.length + Math.random())); });
await report('100 users');
const b = await t.signIn(users[0]!);
await rateOf(2000, 8, () => t.mint(b));
await report('2000 mints');
for (const n of [500, 2000, 2500, 5000]) { const r = await rateOf(n, 8, (i) => t.signIn(users[i % 100]!)); await report(`+${n} ${r.toFixed(0)}/s`); }
if (process.env.SNAP) { child.kill('SIGUSR2'); await new Promise((r) => setTimeout(r, 15000)); }
child.kill('SIGKILL');
