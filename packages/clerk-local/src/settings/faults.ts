import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const MAX_LATENCY_MS = 60_000;

const settingsSchema = z.strictObject({
  latencyMs: z.int().min(0).max(MAX_LATENCY_MS).default(0),
  answer: z.union([z.enum(['normal', 'down']), z.literal(429), z.literal(500)]).default('normal'),
  only: z.enum(['frontend-api', 'backend-api']).optional(),
  pathPrefix: z.string().startsWith('/').optional(),
});

/** Injected faults. A field that is left out has its default. */
export interface FaultSettings {
  /**
   * Milliseconds, 0 to 60,000, default 0: one more round trip to Clerk. Added once to each request; concurrent requests
   * wait at the same time.
   */
  latencyMs?: number;
  /**
   * Default `normal`. `down`: the connection breaks off without a response (a gateway in front then sends its own).
   * 429: Clerk's rate limit, with Retry-After. 500: Clerk failed.
   */
  answer?: 'normal' | 'down' | 429 | 500;
  /** The API that is affected; calls with a secret key are the Backend API's. Default: both, and the scripts. */
  only?: 'frontend-api' | 'backend-api' | undefined;
  /** Beginning of the affected paths: `/v1/client`. Default: every path. */
  pathPrefix?: string | undefined;
}

/** The settings in force: `latencyMs` and `answer` are always present, the scope only when it is set. */
export type FaultsInForce = FaultSettings & Required<Pick<FaultSettings, 'latencyMs' | 'answer'>>;

/** Injected faults of one local Clerk. They apply to every request except those to `/__local` and to the developer's pages. */
export interface Faults {
  /**
   * Replaces all settings.
   *
   * @throws {ApiError} 400 `faults_invalid`: names the setting and its allowed values.
   */
  set(settings: FaultSettings): void;
  clear(): void;
  read(): FaultsInForce;
}

/** Without any fault at first. */
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
