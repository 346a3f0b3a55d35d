import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const settingsSchema = z.strictObject({
  duplicate: z.number().min(0).max(1).default(0),
  shuffleMs: z.int().min(0).max(DAY_MS).default(0),
});

/** Disturbances of deliveries that Clerk's documentation allows. A field that is left out has its default. */
export interface DeliverySettings {
  /** Share of messages that are sent twice, 0 to 1, default 0. */
  duplicate?: number;
  /** Each first attempt waits a random time up to this, so that the order is lost. Milliseconds, 0 to one day, default 0. */
  shuffleMs?: number;
}

/** @throws {ApiError} 400 `webhooks_invalid`. */
export function parseDeliverySettings(input: unknown): Required<DeliverySettings> {
  return parseSettings(settingsSchema, input, {
    code: 'webhooks_invalid',
    hint: `Send {"duplicate"?: 0 to 1, "shuffleMs"?: 0 to ${DAY_MS}}.`,
  });
}
