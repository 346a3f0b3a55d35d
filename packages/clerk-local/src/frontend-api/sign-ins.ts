import { Hono } from 'hono';
import { ApiError, notFound } from '../errors/api-error.ts';
import { assertClientFree, type SignInPlace } from '../flows/sign-in/attempts.ts';
import { attemptSecondFactor, prepareSecondFactor } from '../flows/sign-in/second-factor-step.ts';
import {
  attemptFirstFactor,
  prepareFirstFactor,
  resetPassword,
  type SignInInput,
  startSignIn,
} from '../flows/sign-in/sign-in.ts';
import { type Fields, readFields } from '../input/fields.ts';
import type { Instance } from '../instance/instance.ts';
import type { SignInRow } from '../store/sign-in-rows.ts';
import { toSignInJSON } from '../wire/sign-in.ts';
import { type Call, type CallEnv, ensureClient, renewClient, requireClient, respond } from './call/call.ts';
import { readActivity } from './call/read-activity.ts';

const FIRST_STRATEGIES = new Set(['password', 'email_code', 'reset_password_email_code', 'ticket']);
const SECOND_STRATEGIES = new Set(['totp', 'backup_code', 'email_code']);

/**
 * Sign-in attempts.
 *
 * @source FAPI `createSignIn`, `prepareSignInFactorOne`, `attemptSignInFactorOne`, `prepareSignInFactorTwo`,
 *   `attemptSignInFactorTwo`, `resetPassword`.
 */
export function signInRoutes(instance: Instance): Hono<CallEnv> {
  const answer = (c: Call, row: SignInRow) => {
    if (row.status === 'complete' && c.req.method !== 'GET') renewClient(instance, c, row.clientId);
    return respond(instance, c, toSignInJSON(instance, row));
  };
  return new Hono<CallEnv>({ strict: false })
    .post('/client/sign_ins', async (c) => {
      const fields = await readFields(c);
      const input = toInput(fields);
      assertKnownStrategy(instance, c, input.strategy, FIRST_STRATEGIES);
      const client = ensureClient(instance, c);
      assertClientFree(instance, client.id);
      return answer(c, await startSignIn(instance, placeOf(c, client.id), input));
    })
    .get('/client/sign_ins/:id', (c) => answer(c, findAttempt(instance, c)))
    .post('/client/sign_ins/:id/prepare_first_factor', async (c) => {
      const input = toInput(await readFields(c));
      assertKnownStrategy(instance, c, input.strategy, FIRST_STRATEGIES);
      return answer(c, prepareFirstFactor(instance, findAttempt(instance, c), input));
    })
    .post('/client/sign_ins/:id/attempt_first_factor', async (c) => {
      const input = toInput(await readFields(c));
      assertKnownStrategy(instance, c, input.strategy, FIRST_STRATEGIES);
      const row = findAttempt(instance, c);
      return answer(c, await attemptFirstFactor(instance, placeOf(c, row.clientId), row, input));
    })
    .post('/client/sign_ins/:id/prepare_second_factor', async (c) => {
      const input = toInput(await readFields(c));
      assertKnownStrategy(instance, c, input.strategy, SECOND_STRATEGIES);
      return answer(c, prepareSecondFactor(instance, findAttempt(instance, c), input));
    })
    .post('/client/sign_ins/:id/attempt_second_factor', async (c) => {
      const input = toInput(await readFields(c));
      assertKnownStrategy(instance, c, input.strategy, SECOND_STRATEGIES);
      const row = findAttempt(instance, c);
      return answer(c, attemptSecondFactor(instance, placeOf(c, row.clientId), row, input));
    })
    .post('/client/sign_ins/:id/reset_password', async (c) => {
      const fields = await readFields(c);
      const row = findAttempt(instance, c);
      const input = {
        password: fields.get('password'),
        signOutOthers: fields.get('sign_out_of_other_sessions') === 'true',
      };
      return answer(c, await resetPassword(instance, placeOf(c, row.clientId), row, input));
    });
}

function assertKnownStrategy(
  instance: Instance,
  c: Call,
  strategy: string | undefined,
  known: ReadonlySet<string>,
): void {
  if (!strategy || known.has(strategy)) return;
  instance.log({ kind: 'not-implemented', method: c.req.method, path: `${c.req.path} strategy=${strategy}` });
  throw new ApiError(
    400,
    'strategy_for_user_invalid',
    'The local Clerk does not know this way of signing in.',
    {
      meta: { param_name: 'strategy' },
    },
  );
}

function findAttempt(instance: Instance, c: Call): SignInRow {
  const client = requireClient(instance, c);
  const row = instance.store.signIns.get(c.req.param('id') ?? '');
  if (!row || row.clientId !== client.id || row.abandonAtMs <= instance.nowMs())
    throw notFound('This sign-in');
  return row;
}

function placeOf(c: Call, clientId: string): SignInPlace {
  return { clientId, activity: readActivity(c) };
}

function toInput(fields: Fields): SignInInput {
  return {
    identifier: fields.get('identifier'),
    strategy: fields.get('strategy') || undefined,
    password: fields.get('password'),
    code: fields.get('code'),
    ticket: fields.get('ticket'),
    emailAddressId: fields.get('email_address_id') || undefined,
  };
}
