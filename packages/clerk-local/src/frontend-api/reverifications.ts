import { Hono } from 'hono';
import { notFound, unauthenticated } from '../errors/api-error.ts';
import {
  attemptReverification,
  attemptSecondReverification,
  prepareReverification,
  startReverification,
} from '../flows/sessions/reverification.ts';
import { isLive } from '../flows/sessions/sessions.ts';
import { strategyInvalid } from '../flows/sign-in/attempts.ts';
import { readFields } from '../input/fields.ts';
import type { Instance } from '../instance/instance.ts';
import type { Reverification, SessionRow } from '../store/session-rows.ts';
import { secondFactorsOf } from '../wire/second-factor.ts';
import { toSessionJSON } from '../wire/session.ts';
import { firstFactorsOf } from '../wire/sign-in.ts';
import { toVerificationJSON } from '../wire/verification.ts';
import { azpOf, type Call, type CallEnv, requireClient, respond } from './call/call.ts';

/**
 * Step-up: a signed-in user verifies again who they are, for `useReverification` and Clerk's own dialog.
 *
 * @throws {ApiError} 401: the session is over. 404: not a session of this browser. Else as the flow does.
 * @source FAPI `startVerification`, `prepareVerificationFactorOne`, `attemptVerificationFactorOne`,
 *   `attemptSessionReverificationSecondFactor`; `@clerk/shared` 4.36.0 `SessionVerificationJSON`.
 */
export function reverificationRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .post('/client/sessions/:id/verify', async (c) => {
      const session = requireLiveSession(instance, c);
      const level = (await readFields(c)).get('level');
      return answer(instance, c, startReverification(instance, session, level));
    })
    .post('/client/sessions/:id/verify/prepare_first_factor', async (c) => {
      const session = requireLiveSession(instance, c);
      const fields = await readFields(c);
      const input = { strategy: fields.get('strategy'), emailAddressId: fields.get('email_address_id') };
      return answer(instance, c, prepareReverification(instance, session, input));
    })
    .post('/client/sessions/:id/verify/attempt_first_factor', async (c) => {
      const session = requireLiveSession(instance, c);
      const fields = await readFields(c);
      const input = {
        strategy: fields.get('strategy'),
        password: fields.get('password'),
        code: fields.get('code'),
      };
      return answer(instance, c, await attemptReverification(instance, session, input));
    })
    .post('/client/sessions/:id/verify/prepare_second_factor', (c) => {
      requireLiveSession(instance, c);
      // A code would be sent to a phone only, and users have none here.
      throw strategyInvalid();
    })
    .post('/client/sessions/:id/verify/attempt_second_factor', async (c) => {
      const fields = await readFields(c);
      const session = requireLiveSession(instance, c);
      const input = { strategy: fields.get('strategy'), code: fields.get('code') };
      return answer(instance, c, attemptSecondReverification(instance, session, input));
    });
}

const NOT_STARTED: Reverification = {
  level: 'first_factor',
  status: 'needs_first_factor',
  firstFactorVerification: null,
};

async function answer(instance: Instance, c: Call, session: SessionRow): Promise<Response> {
  const user = instance.store.users.get(session.userId);
  const { level, status, firstFactorVerification, secondFactorVerification } =
    session.reverification ?? NOT_STARTED;
  return respond(instance, c, {
    object: 'session_verification' as const,
    id: session.id,
    status,
    level,
    session: await toSessionJSON(instance, session, azpOf(instance, c)),
    supported_first_factors: user
      ? firstFactorsOf(instance, user).filter(({ strategy }) => !strategy.startsWith('reset_password'))
      : null,
    supported_second_factors: user ? secondFactorsOf(user) : null,
    first_factor_verification:
      firstFactorVerification && toVerificationJSON(instance, firstFactorVerification),
    second_factor_verification: secondFactorVerification
      ? toVerificationJSON(instance, secondFactorVerification)
      : null,
  });
}

function requireLiveSession(instance: Instance, c: Call): SessionRow {
  const client = requireClient(instance, c);
  const session = instance.store.sessions.get(c.req.param('id') ?? '');
  if (!session || session.clientId !== client.id) throw notFound('This session');
  if (!isLive(instance, session)) throw unauthenticated();
  return session;
}
