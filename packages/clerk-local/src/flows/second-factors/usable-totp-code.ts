import type { TotpFactor } from '../../store/user-rows.ts';
import { TOTP_PERIOD_SECONDS, totpCodeOf, totpStepAt } from './totp.ts';

const STEP_MS = TOTP_PERIOD_SECONDS * 1000;
/** A code of the step before is worth handing out only while there is time to type it. */
const TIME_TO_TYPE_MS = 10_000;

export interface UsableCode {
  code: string;
  /** Milliseconds until the code is taken; 0: now. More only when all codes of now have been used. */
  readyInMs: number;
}

/** Says which code the app's owner could use next: one that has not been used. It is taken for 10 s at least. */
export function usableTotpCode({ secret, usedSteps }: TotpFactor, atMs: number): UsableCode {
  const step = totpStepAt(atMs);
  const leftMs = (step + 1) * STEP_MS - atMs;
  const candidates = [step, step + 1, ...(leftMs >= TIME_TO_TYPE_MS ? [step - 1] : [])];
  const free = candidates.find((candidate) => !usedSteps.includes(candidate));
  // Nobody can have used it: it is not taken before the next step begins.
  if (free === undefined) return { code: totpCodeOf(secret, step + 2), readyInMs: leftMs };
  return { code: totpCodeOf(secret, free), readyInMs: 0 };
}
