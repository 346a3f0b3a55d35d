import { Hono } from 'hono';
import { notFound } from '../errors/api-error.ts';
import {
  beginTotp,
  proveTotp,
  removeTotp,
  replaceBackupCodes,
} from '../flows/second-factors/second-factors.ts';
import { readFields } from '../input/fields.ts';
import type { Instance } from '../instance/instance.ts';
import { toBackupCodesJSON, toTotpJSON } from '../wire/second-factor.ts';
import { type CallEnv, requireSession, requireVerifiedSession, respond } from './call/call.ts';

/**
 * The signed-in user's authenticator app and backup codes.
 *
 * @throws {ApiError} 401: no user is signed in. Else as the flow does.
 * @source FAPI `postTOTP`, `verifyTOTP`, `deleteTOTP`, `createBackupCodes`.
 */
export function mySecondFactorRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .post('/me/totp', (c) => {
      const { user } = requireVerifiedSession(instance, c);
      return respond(instance, c, toTotpJSON(instance, user, beginTotp(instance, user), null));
    })
    .post('/me/totp/attempt_verification', async (c) => {
      const code = (await readFields(c)).get('code');
      // After the last await: two calls at once must not both use one code.
      const { user, session } = requireSession(instance, c);
      const { totp, codes } = proveTotp(instance, user, code);
      // The code that was just checked also verifies the new factor in this session.
      instance.store.sessions.patch(session.id, { secondFactorVerifiedAtMs: instance.nowMs() });
      return respond(instance, c, toTotpJSON(instance, user, totp, codes));
    })
    .delete('/me/totp', (c) => {
      const { user } = requireVerifiedSession(instance, c);
      const totp = user.secondFactors?.totp;
      if (!totp) throw notFound('An authenticator app');
      removeTotp(instance, user);
      return respond(instance, c, { object: 'totp', id: totp.id, deleted: true });
    })
    .post('/me/backup_codes', (c) => {
      const { user } = requireVerifiedSession(instance, c);
      const { backupCodes, codes } = replaceBackupCodes(instance, user);
      return respond(instance, c, toBackupCodesJSON(backupCodes, codes));
    });
}
