import { Webhook } from 'standardwebhooks';
import type { Message } from './history.ts';
import { pick, type Random } from './random.ts';
import { startWriter, type Writer } from './writer-process.ts';
import type { WriterOrder } from './writer-protocol.ts';

export interface DeliverOptions {
  readonly deliveries: readonly Message[];
  readonly start: Extract<WriterOrder, { kind: 'start' }>;
  readonly processes: number;
  /** How often a process is killed. */
  readonly kills: number;
  readonly random: Random;
  /** Called for each delivery that was answered with 204. */
  readonly onProcessed: () => void;
}

export interface Delivered {
  /** Deliveries sent again because no 204 had come: the process was killed, or answered with an error. */
  readonly again: number;
  /** Answers other than 204. */
  readonly refused: number;
  readonly kills: number;
  /** From the first delivery to the last answer, restarts of killed processes included. */
  readonly durationMs: number;
}

/**
 * Sends every delivery until it was answered with 204, each signed when it is sent, while processes are killed at random moments
 * and started again.
 */
export function deliverAll(options: DeliverOptions): Promise<Delivered> {
  return new DeliveryRun(options).run();
}

/** Place of one process, which several take in turn as they are killed. */
interface Slot {
  writer: Writer | undefined;
  isReady: boolean;
  isDying: boolean;
  /** Sent and not answered: delivery number to message. */
  readonly open: Map<number, Message>;
}

/** Kills happen this long after a random delivery was answered: in the middle of another one. */
const KILL_WITHIN_MS = 25;
/** A failed delivery comes back later, among others, as Clerk sends it again minutes later. */
const RETRY_SHARE = 0.02;
/** Deliveries that wait within a process beside those it processes: else it would idle while its answer is on the way. */
const AHEAD = 3;

class DeliveryRun {
  readonly #options: DeliverOptions;
  readonly #signer: Webhook;
  readonly #slots: readonly Slot[];
  readonly #retries: Message[] = [];
  /** Numbers of answers after which something is killed, the next one last. */
  readonly #killAt: number[];
  #nextDelivery = 0;
  #sent = 0;
  #processed = 0;
  #again = 0;
  #refused = 0;
  #kills = 0;
  #killsDue = 0;
  #startedMs = 0;
  #durationMs: number | undefined;
  #resolve: (delivered: Delivered) => void = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(options: DeliverOptions) {
    const { deliveries, kills, processes, random, start } = options;
    this.#options = options;
    this.#signer = new Webhook(start.secret);
    this.#slots = Array.from({ length: processes }, () => ({
      writer: undefined,
      isReady: false,
      isDying: false,
      open: new Map(),
    }));
    // Not among the very last, so that there is something to be in the middle of.
    const moments = Array.from({ length: kills }, () => 1 + pick(random, deliveries.length * 0.95));
    this.#killAt = moments.toSorted((left, right) => right - left);
  }

  run(): Promise<Delivered> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      for (const slot of this.#slots) this.#open(slot);
    });
  }

  #open(slot: Slot): void {
    slot.isReady = false;
    slot.isDying = false;
    slot.writer = startWriter(this.#options.start, {
      onReady: () => {
        this.#startedMs ||= performance.now();
        slot.isReady = true;
        this.#fill(slot);
      },
      onAnswer: (number, status) => this.#onAnswer(slot, number, status),
      onExit: (isKilled) => this.#onExit(slot, isKilled),
    });
  }

  #fill(slot: Slot): void {
    while (slot.isReady && !slot.isDying && slot.open.size < this.#options.start.concurrency + AHEAD) {
      const message = this.#next();
      if (!message) return;
      this.#sent += 1;
      slot.open.set(this.#sent, message);
      const delivery = { number: this.#sent, headers: this.#sign(message), body: message.body };
      slot.writer?.order({ kind: 'deliver', delivery });
    }
  }

  #next(): Message | undefined {
    const { deliveries, random } = this.#options;
    const isLate = this.#nextDelivery >= deliveries.length;
    if (this.#retries.length === 0 || !(isLate || random() < RETRY_SHARE)) {
      return deliveries[this.#nextDelivery++];
    }
    this.#again += 1;
    return this.#retries.splice(pick(random, this.#retries.length), 1)[0];
  }

  #onAnswer(slot: Slot, number: number, status: number): void {
    const message = slot.open.get(number);
    if (!message) return;
    slot.open.delete(number);
    if (status === 204) {
      this.#processed += 1;
      this.#options.onProcessed();
    } else {
      this.#refused += 1;
      this.#retries.push(message);
    }
    while (this.#processed >= (this.#killAt.at(-1) ?? Number.POSITIVE_INFINITY)) {
      this.#killAt.pop();
      this.#killsDue += 1;
      this.#killSoon();
    }
    for (const each of this.#slots) this.#fill(each);
    this.#endIfDone();
  }

  #killSoon(): void {
    setTimeout(() => {
      const alive = this.#slots.filter(({ isDying }) => !isDying);
      const victim = alive[pick(this.#options.random, alive.length)];
      if (!victim) {
        this.#killSoon();
        return;
      }
      victim.isDying = true;
      victim.writer?.kill();
    }, this.#options.random() * KILL_WITHIN_MS);
  }

  #onExit(slot: Slot, isKilled: boolean): void {
    slot.writer = undefined;
    if (this.#durationMs !== undefined) {
      this.#report(this.#durationMs);
      return;
    }
    if (!isKilled) {
      this.#reject(new Error('A writer ended by itself; it says why above.'));
      return;
    }
    this.#kills += 1;
    this.#killsDue -= 1;
    this.#retries.push(...slot.open.values());
    slot.open.clear();
    this.#open(slot);
    this.#endIfDone();
  }

  #endIfDone(): void {
    if (this.#processed < this.#options.deliveries.length || this.#killsDue > 0) return;
    this.#durationMs = performance.now() - this.#startedMs;
    for (const { writer } of this.#slots) writer?.order({ kind: 'stop' });
  }

  /** Once every process has ended: an embedded database can be opened again. */
  #report(durationMs: number): void {
    if (this.#slots.some(({ writer }) => writer)) return;
    this.#resolve({ again: this.#again, refused: this.#refused, kills: this.#kills, durationMs });
  }

  #sign({ id, body }: Message): Record<string, string> {
    const now = new Date();
    return {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': String(Math.floor(now.getTime() / 1000)),
      'svix-signature': this.#signer.sign(id, now, body),
    };
  }
}
