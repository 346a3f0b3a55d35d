import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const MAX_LATENCY_MS = 60_000;

const settingsSchema = z.strictObject({
  latencyMs: z.int().min(0).max(MAX_LATENCY_MS).default(0),
  answer: z.union([z.enum(['normal', 'down']), z.literal(429), z.literal(500)]).default('normal'),
  only: z.enum(['frontend-api', 'backend-api']).optional(),
  pathPrefix: z.string().startsWith('/').optional(),
});

/** What is wrong with the local Clerk on purpose. What is left out is as always. */
export interface FaultSettings {
  /**
   * Milliseconds, 0 to 60,000, default 0: one more round trip to Clerk. Added once to each request; requests at one time
   * wait side by side.
   */
  latencyMs?: number;
  /**
   * Default `normal`. `down`: the connection breaks off without an answer (behind a gateway: whatever the gateway says then).
   * 429: Clerk's rate limit, with Retry-After. 500: Clerk failed.
   */
  answer?: 'normal' | 'down' | 429 | 500;
  /** The one API that suffers: whoever calls with a secret key asks the Backend API. Default: both, and the scripts. */
  only?: 'frontend-api' | 'backend-api' | undefined;
  /** Beginning of the paths that suffer: `/v1/client`. Default: every path. */
  pathPrefix?: string | undefined;
}

/** The settings in force: what hurts is always said, where it is limited only when it is. */
export type FaultsInForce = z.output<typeof settingsSchema>;

/** Injected faults of one local Clerk. They hold for every request except those to `/__local` and to the developer's pages. */
export interface Faults {
  /**
   * Replaces all settings.
   *
   * @throws {ApiError} 400 `faults_invalid`: says which setting, and what it may be.
   */
  set(settings: FaultSettings): void;
  clear(): void;
  read(): FaultsInForce;
}

/** Makes faults that nobody has set yet. */
export function createFaults(): Faults {
  let current = settingsSchema.parse({});
  return {
    set: (settings) => {
      current = parseFaults(settings);
    },
    clear: () => {
      current = settingsSchema.parse({});
    },
    read: () => current,
  };
}

/** @throws {ApiError} 400 `faults_invalid`. */
export function parseFaults(input: unknown): FaultsInForce {
  return parseSettings(settingsSchema, input, {
    code: 'faults_invalid',
    hint: `Send {"latencyMs"?: 0 to ${MAX_LATENCY_MS}, "answer"?: "normal", "down", 429 or 500, "only"?: "frontend-api" or "backend-api", "pathPrefix"?: "/…"}.`,
  });
}
