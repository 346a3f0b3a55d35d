import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { ApiError, invalidField } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { Verification } from '../../store/user-rows.ts';
import { sendMail } from '../mail.ts';

const CODE_LIFETIME_MS = 10 * 60 * 1000;
const MAX_WRONG_ATTEMPTS = 5;
const TEST_CODE = '424242';

/**
 * Sends a new six-digit code to an address. @returns the verification: unverified, valid for ten minutes.
 * Test addresses (`ada+clerk_test@acme.test`) accept 424242 and get no message, as in Clerk's test mode.
 *
 * @param strategy `email_code`, `reset_password_email_code`.
 */
export function sendCode(instance: Instance, emailAddress: string, strategy: string): Verification {
  const isTest = isTestAddress(emailAddress);
  const code = isTest ? TEST_CODE : String(randomInt(1_000_000)).padStart(6, '0');
  const createdAtMs = instance.nowMs();
  const expireAtMs = createdAtMs + CODE_LIFETIME_MS;
  dropExpiredCodes(instance);
  const row = instance.store.verificationCodes.set({
    id: newId('ver'),
    emailAddress,
    code,
    attempts: 0,
    expireAtMs,
    createdAtMs,
  });
  if (!isTest) {
    const { applicationName } = instance.options;
    const subject = `${code} is your ${applicationName} code`;
    sendMail(instance, {
      to: emailAddress,
      subject,
      text: `Your code is ${code}. It works for ten minutes.`,
      code,
      slug: strategy === 'reset_password_email_code' ? 'reset_password_code' : 'verification_code',
    });
  }
  return { status: 'unverified', strategy, attempts: 0, expireAtMs, codeId: row.id };
}

/**
 * Checks a code; a correct one is used up.
 *
 * @returns the verification, verified.
 * @throws {ApiError} 400 `verification_expired`, 400 `verification_failed` (five wrong attempts), 422 `form_code_incorrect`.
 */
export function checkCode(instance: Instance, verification: Verification, code: string): Verification {
  const { verificationCodes } = instance.store;
  const row = verificationCodes.get(verification.codeId ?? '');
  if (!row || row.expireAtMs <= instance.nowMs()) {
    throw new ApiError(400, 'verification_expired', 'This code has expired. Ask for a new one.');
  }
  if (row.attempts >= MAX_WRONG_ATTEMPTS) {
    throw new ApiError(400, 'verification_failed', 'Too many wrong codes. Ask for a new one.');
  }
  if (!isSameCode(row.code, code)) {
    verificationCodes.patch(row.id, { attempts: row.attempts + 1 });
    throw invalidField('code', 'form_code_incorrect', 'This code is not right.');
  }
  verificationCodes.delete(row.id);
  return { ...verification, status: 'verified', attempts: row.attempts + 1, codeId: null };
}

function isTestAddress(emailAddress: string): boolean {
  return /\+clerk_test@/.test(emailAddress);
}

// Both sides are hashed first, so the time of the comparison depends neither on the code nor on its length.
function isSameCode(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}

function dropExpiredCodes({ store, nowMs }: Instance): void {
  for (const row of store.verificationCodes.list((row) => row.expireAtMs <= nowMs())) {
    store.verificationCodes.delete(row.id);
  }
}
