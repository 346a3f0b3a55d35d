import { Hono } from 'hono';
import { ApiError, notFound } from '../errors/api-error.ts';
import { assertClientFree } from '../flows/sign-in/attempts.ts';
import {
  attemptEmailVerification,
  continueSignUp,
  prepareEmailVerification,
  type SignUpInput,
  startSignUp,
} from '../flows/sign-in/sign-up.ts';
import { assertAttributesOn } from '../input/assert-attributes-on.ts';
import { type Fields, readFields } from '../input/fields.ts';
import { parseMetadata } from '../input/parse-metadata.ts';
import type { Instance } from '../instance/instance.ts';
import type { SignUpRow } from '../store/sign-in-rows.ts';
import { toSignUpJSON } from '../wire/sign-up.ts';
import { type Call, type CallEnv, ensureClient, renewClient, requireClient, respond } from './call/call.ts';
import { readActivity } from './call/read-activity.ts';

/** Sign-up attempts. @source FAPI `createSignUps`, `updateSignUps`, `prepareSignUpsVerification`, `attemptSignUpsVerification`. */
export function signUpRoutes(instance: Instance): Hono<CallEnv> {
  const answer = (c: Call, row: SignUpRow) => {
    if (row.status === 'complete' && c.req.method !== 'GET') renewClient(instance, c, row.clientId);
    return respond(instance, c, toSignUpJSON(instance, row));
  };
  return new Hono<CallEnv>({ strict: false })
    .post('/client/sign_ups', async (c) => {
      const fields = await readFields(c);
      assertEmailStrategy(instance, c, fields.get('strategy'));
      const client = ensureClient(instance, c);
      assertClientFree(instance, client.id);
      return answer(c, await startSignUp(instance, placeOf(c, client.id), toInput(fields)));
    })
    .patch('/client/sign_ups/:id', async (c) => {
      const fields = await readFields(c);
      assertEmailStrategy(instance, c, fields.get('strategy'));
      const row = findAttempt(instance, c);
      return answer(c, await continueSignUp(instance, placeOf(c, row.clientId), row, toInput(fields)));
    })
    .get('/client/sign_ups/:id', (c) => answer(c, findAttempt(instance, c)))
    .post('/client/sign_ups/:id/prepare_verification', async (c) => {
      assertEmailStrategy(instance, c, (await readFields(c)).get('strategy'));
      return answer(c, prepareEmailVerification(instance, findAttempt(instance, c)));
    })
    .post('/client/sign_ups/:id/attempt_verification', async (c) => {
      const fields = await readFields(c);
      assertEmailStrategy(instance, c, fields.get('strategy'));
      const row = findAttempt(instance, c);
      return answer(c, attemptEmailVerification(instance, placeOf(c, row.clientId), row, fields.get('code')));
    });
}

function assertEmailStrategy(instance: Instance, c: Call, strategy: string | undefined): void {
  if (!strategy || strategy === 'email_code' || strategy === 'password') return;
  instance.log({ kind: 'not-implemented', method: c.req.method, path: `${c.req.path} strategy=${strategy}` });
  throw new ApiError(
    422,
    'form_param_value_invalid',
    'The local Clerk does not know this way of signing up.',
    {
      meta: { param_name: 'strategy' },
    },
  );
}

function findAttempt(instance: Instance, c: Call): SignUpRow {
  const client = requireClient(instance, c);
  const row = instance.store.signUps.get(c.req.param('id') ?? '');
  if (!row || row.clientId !== client.id || row.abandonAtMs <= instance.nowMs())
    throw notFound('This sign-up');
  return row;
}

function placeOf(c: Call, clientId: string) {
  return { clientId, activity: readActivity(c) };
}

const SWITCHED_OFF = ['username', 'phone_number', 'web3_wallet'];

function toInput(fields: Fields): SignUpInput {
  assertAttributesOn(fields, SWITCHED_OFF);
  const metadata = fields.get('unsafe_metadata');
  return {
    emailAddress: fields.get('email_address'),
    password: fields.get('password'),
    firstName: fields.get('first_name'),
    lastName: fields.get('last_name'),
    unsafeMetadata: metadata ? parseMetadata('unsafe_metadata', metadata) : undefined,
    legalAccepted: fields.get('legal_accepted') === 'true',
    locale: fields.get('locale'),
  };
}
