import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const HOUR_MS = 60 * 60 * 1000;

const rotationSchema = z.strictObject({
  keepOldForMs: z
    .int()
    .min(0)
    .max(365 * 24 * HOUR_MS)
    .default(HOUR_MS),
});

export interface KeyRotation {
  /** How long the JWKS goes on publishing the key that signed until now. Milliseconds, default one hour; 0: not at all. */
  keepOldForMs?: number;
}

/** @throws {ApiError} 400 `rotation_invalid`. */
export function parseKeyRotation(input: unknown): Required<KeyRotation> {
  return parseSettings(rotationSchema, input, {
    code: 'rotation_invalid',
    hint: 'Send {"keepOldForMs"?: 0 or more}.',
  });
}
