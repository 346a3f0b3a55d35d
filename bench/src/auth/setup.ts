import { describeMachine, installedVersion, type Machine } from '../machine.ts';
import type { AuthBenchOptions } from './options.ts';

/** Everything that the numbers depend on and the code does not say. */
export interface Setup extends AuthBenchOptions {
  readonly machine: Machine;
  /** By name, as installed. */
  readonly versions: Readonly<Record<string, string>>;
  /** What measures the same again. */
  readonly command: string;
}

const COMPARED = ['@clerk/nextjs', 'jose', 'better-auth', 'next-auth', 'iron-session'];

export function describeSetup(options: AuthBenchOptions): Setup {
  const { rounds, seconds, connections } = options;
  return {
    ...options,
    machine: describeMachine(),
    versions: Object.fromEntries(COMPARED.map((name) => [name, installedVersion(name)])),
    command: `pnpm bench auth --rounds=${rounds} --seconds=${seconds} --connections=${connections}`,
  };
}
