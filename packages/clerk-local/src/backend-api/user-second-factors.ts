import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError, invalidField } from '../errors/api-error.ts';
import {
  hasSecondFactor,
  removeBackupCodes,
  removeTotp,
  type SecondFactorStrategy,
  takeSecondFactorCode,
} from '../flows/second-factors/second-factors.ts';
import { parseBody } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import { requireUserRow } from './call/find-rows.ts';

const codeBody = z.strictObject({ code: z.string() });

/**
 * Second factors of one user: remove them, check a code. A checked code is used up.
 *
 * @throws {ApiError} 404: no such user; 400 `totp_disabled`; 422 `totp_incorrect_code`.
 * @source clerk/openapi-specs `DisableMFA`, `DeleteTOTP`, `DeleteBackupCode`, `VerifyTOTP`.
 */
export function userSecondFactorRoutes(instance: Instance): Hono {
  const remove = (id: string, take: (instance: Instance, user: UserRow) => UserRow) => {
    const user = requireUserRow(instance, id);
    return { user_id: take(instance, user).id };
  };
  return new Hono()
    .delete('/users/:id/mfa', (c) => c.json(remove(c.req.param('id'), removeTotp)))
    .delete('/users/:id/totp', (c) => c.json(remove(c.req.param('id'), removeTotp)))
    .delete('/users/:id/backup_code', (c) => c.json(remove(c.req.param('id'), removeBackupCodes)))
    .post('/users/:id/verify_totp', async (c) => {
      const { code } = await parseBody(c, codeBody);
      const user = requireUserRow(instance, c.req.param('id'));
      if (!hasSecondFactor(user)) {
        throw new ApiError(400, 'totp_disabled', 'The user has no authenticator app.');
      }
      const codeType = kindOf(code);
      takeCode(instance, user, codeType, code);
      return c.json({ verified: true, code_type: codeType });
    });
}

/** This API has a code of its own for a wrong one. */
function takeCode(instance: Instance, user: UserRow, codeType: SecondFactorStrategy, code: string): void {
  try {
    takeSecondFactorCode(instance, user, codeType, code);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'form_code_incorrect') throw error;
    throw invalidField('code', 'totp_incorrect_code', 'This code is not right.');
  }
}

/** Codes of an app are digits only; backup codes have eight characters. */
function kindOf(code: string): SecondFactorStrategy {
  return /^[\d ]{6,7}$/.test(code) ? 'totp' : 'backup_code';
}
