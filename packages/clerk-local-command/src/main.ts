#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { beginSigningKey } from './start/begin-signing-key.ts';

// A process of its own that mostly waits: memory counts more than the time of collecting garbage. Half as much after 10,000 sign-ins.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=20');

const rawArgs = process.argv.slice(2);
// The search for the primes of a new key takes as long as loading the program, so both happen at once.
const signingKeyPem = beginSigningKey(rawArgs);
const { run } = await import('./run.ts');
await run(rawArgs, { signingKeyPem });
