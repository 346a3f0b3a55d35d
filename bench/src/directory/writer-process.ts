import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WriterMessage, WriterOrder } from './writer-protocol.ts';

export interface WriterEvents {
  onReady(): void;
  onAnswer(number: number, status: number): void;
  /** @param isKilled By SIGKILL. */
  onExit(isKilled: boolean): void;
}

/** A writer in a process of its own. */
export interface Writer {
  order(order: WriterOrder): void;
  kill(): void;
}

/** Starts a writer and sends it the order `start`. */
export function startWriter(start: Extract<WriterOrder, { kind: 'start' }>, events: WriterEvents): Writer {
  const child: ChildProcess = fork(fileURLToPath(new URL('./writer/main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  child.on('message', (message: WriterMessage) => {
    if (message.kind === 'ready') events.onReady();
    else events.onAnswer(message.number, message.status);
  });
  child.once('exit', (_, signal) => events.onExit(signal === 'SIGKILL'));
  // A message to a process that has just been killed fails; its exit is reported, too.
  child.on('error', () => {});
  const order = (message: WriterOrder) => {
    if (child.connected) child.send(message, () => {});
  };
  order(start);
  return { order, kill: () => child.kill('SIGKILL') };
}
