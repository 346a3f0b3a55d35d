import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommand } from './build-command.ts';
import { measureStart } from './measure-start.ts';
import type { ClerkLocalBenchOptions } from './options.ts';
import { buildClerk, type RunningClerk, startClerk } from './start-clerk.ts';
import { createTraffic, rateOf, type Traffic } from './traffic.ts';

const FEW_USERS = 100;
const MANY_USERS = 7000;
const ALL_SIGN_INS = 10_000;
const MINTS = 2000;
const SIGN_INS = 400;
/** How often the command is started: the time of finding a new key's primes varies. */
const COMMAND_STARTS = 20;

/** Every sample of one run; the report shows medians. */
export interface Measured {
  /** The built command, in memory, with the gateway. */
  readonly commandReadyMs: readonly number[];
  readonly readyMs: readonly number[];
  readonly rawSignsPerSecond: readonly number[];
  readonly mintsPerSecond: readonly number[];
  readonly signInsAtFewUsers: readonly number[];
  readonly signInsAtManyUsers: readonly number[];
  /** After 10,000 sign-ins of 100 users. */
  readonly residentBytes: number;
  /** Of a start with 7,000 users and more than 10,000 sign-ins on disk. */
  readonly readyWithRowsMs: readonly number[];
}

/** Measures one local Clerk with a state folder, in a process of its own. @param onStep Receives what is measured next. */
export async function measure(
  { rounds, connections }: ClerkLocalBenchOptions,
  onStep: (title: string) => void,
): Promise<Measured> {
  onStep('start of the command');
  await buildCommand();
  const commandReadyMs = await repeat(COMMAND_STARTS, measureStart);
  onStep('start');
  const program = await buildClerk();
  const stateDir = await mkdtemp(join(tmpdir(), 'bench-clerk-local-'));
  let clerk: RunningClerk | undefined;
  try {
    const readyMs = await startOften(program, rounds, () => mkdtemp(join(stateDir, 'empty-')));
    clerk = await startClerk(program, join(stateDir, 'rows'));
    const traffic = createTraffic(clerk);
    const users: string[] = [];
    let signedIn = 0;
    const signIn = (index: number) => {
      signedIn += 1;
      return traffic.signIn(users[index % users.length] ?? '');
    };
    const fill = (count: number) =>
      rateOf(count - users.length, connections, async () => {
        users.push(await traffic.createUser(users.length + Math.random()));
      });
    const signInRates = async () => {
      await rateOf(SIGN_INS, connections, signIn);
      return repeat(rounds, () => rateOf(SIGN_INS, connections, signIn));
    };
    onStep('tokens');
    await fill(FEW_USERS);
    const mints = await measureMints(traffic, await traffic.signIn(users[0] ?? ''), { rounds, connections });
    onStep(`sign-ins at ${FEW_USERS} users`);
    const signInsAtFewUsers = await signInRates();
    onStep('memory');
    await rateOf(Math.max(ALL_SIGN_INS - signedIn, 0), connections, signIn);
    const residentBytes = await clerk.residentBytes();
    onStep(`sign-ins at ${MANY_USERS} users`);
    await fill(MANY_USERS);
    const signInsAtManyUsers = await signInRates();
    await clerk.kill();
    onStep('start with rows');
    const readyWithRowsMs = await startOften(program, rounds, async () => join(stateDir, 'rows'));
    return {
      commandReadyMs,
      readyMs,
      ...mints,
      signInsAtFewUsers,
      signInsAtManyUsers,
      residentBytes,
      readyWithRowsMs,
    };
  } finally {
    await clerk?.kill();
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** Raw signing and minting take turns, so that whatever else the machine does meets both. */
async function measureMints(
  traffic: Traffic,
  browser: Awaited<ReturnType<Traffic['signIn']>>,
  { rounds, connections }: ClerkLocalBenchOptions,
) {
  const mint = () => rateOf(MINTS, connections, () => traffic.mint(browser));
  await mint();
  const pairs = await repeat(rounds, async () => [signRaw(), await mint()] as const);
  return {
    rawSignsPerSecond: pairs.map(([raw]) => raw),
    mintsPerSecond: pairs.map(([, minted]) => minted),
  };
}

/** RS256 with nothing around it, one after the other, as one thread can. @returns signatures a second. */
function signRaw(): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const input = Buffer.alloc(600, 'a');
  const startedMs = performance.now();
  let count = 0;
  for (; performance.now() - startedMs < 1000; count += 1) sign('sha256', input, privateKey);
  return count / ((performance.now() - startedMs) / 1000);
}

function startOften(program: string, rounds: number, stateDir: () => Promise<string>): Promise<number[]> {
  return repeat(rounds, async () => {
    const clerk = await startClerk(program, await stateDir());
    await clerk.kill();
    return clerk.readyMs;
  });
}

async function repeat<Value>(rounds: number, work: () => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let round = 0; round < rounds; round += 1) values.push(await work());
  return values;
}
