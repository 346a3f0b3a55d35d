import type { TotpFactor } from '../../store/user-rows.ts';
import { TOTP_PERIOD_SECONDS, totpCodeOf, totpStepAt } from './totp.ts';

const STEP_MS = TOTP_PERIOD_SECONDS * 1000;
/** A code of the previous step is given only while there is time to type it. */
const TIME_TO_TYPE_MS = 10_000;

export interface UsableCode {
  code: string;
  /** Milliseconds until the code is accepted; 0: now. More only when all current codes have been used. */
  readyInMs: number;
}

/** Finds a code that has not been used and is accepted for at least 10 s. */
export function usableTotpCode({ secret, usedSteps }: TotpFactor, atMs: number): UsableCode {
  const step = totpStepAt(atMs);
  const leftMs = (step + 1) * STEP_MS - atMs;
  const candidates = [step, step + 1, ...(leftMs >= TIME_TO_TYPE_MS ? [step - 1] : [])];
  const free = candidates.find((candidate) => !usedSteps.includes(candidate));
  // Unused for certain: it is not accepted before the next step begins.
  if (free === undefined) return { code: totpCodeOf(secret, step + 2), readyInMs: leftMs };
  return { code: totpCodeOf(secret, free), readyInMs: 0 };
}
