import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const settingsSchema = z.strictObject({
  duplicate: z.number().min(0).max(1).default(0),
  shuffleMs: z.int().min(0).max(DAY_MS).default(0),
});

/** How deliveries misbehave on purpose, as the documentation allows them to. What is left out is as always. */
export interface DeliverySettings {
  /** Share of messages that are sent twice, 0 to 1, default 0. */
  duplicate?: number;
  /** Each first attempt waits a random time up to this, milliseconds, 0 to one day, default 0: the order is lost. */
  shuffleMs?: number;
}

/** @throws {ApiError} 400 `webhooks_invalid`. */
export function parseDeliverySettings(input: unknown): Required<DeliverySettings> {
  return parseSettings(settingsSchema, input, {
    code: 'webhooks_invalid',
    hint: `Send {"duplicate"?: 0 to 1, "shuffleMs"?: 0 to ${DAY_MS}}.`,
  });
}
