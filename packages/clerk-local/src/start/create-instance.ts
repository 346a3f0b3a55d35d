import { ApiError } from '../errors/api-error.ts';
import { LocalClerkError } from '../errors/local-clerk-error.ts';
import { DEFAULT_PASSWORD_COST, isPasswordCost } from '../flows/sign-in/passwords.ts';
import type { Instance } from '../instance/instance.ts';
import type { LocalClerkOptions } from '../instance/options.ts';
import { applySeed } from '../seed/apply-seed.ts';
import { parseSeed } from '../seed/parse-seed.ts';
import { defaultSeed, type Seed } from '../seed/seed.ts';
import { seedPlans, seedRoles } from '../seed/seed-access.ts';
import { createClientTrust } from '../settings/client-trust.ts';
import { createClock } from '../settings/clock.ts';
import { createFaults } from '../settings/faults.ts';
import { parseKeyRotation } from '../settings/key-rotation.ts';
import { parseSessionClaims } from '../settings/session-claims.ts';
import { createTokenMinting } from '../settings/token-minting.ts';
import type { ClaimsTemplate } from '../store/instance-rows.ts';
import { createRowLog, MEMORY_ONLY } from '../store/row-log.ts';
import { readSavedRows, removeSnapshot } from '../store/saved-rows.ts';
import { createStore, type StoreSnapshot } from '../store/store.ts';
import { retireKey } from '../tokens/published-keys.ts';
import { createDispatcher } from '../webhooks/dispatcher.ts';
import { parseWebhookEndpoints } from '../webhooks/endpoints.ts';
import {
  buildCookieSuffix,
  buildPublishableKey,
  loadInstanceId,
  loadSecretKey,
  loadSigningKey,
  loadWebhookSecret,
  replaceSigningKey,
} from './keys.ts';

/** Builds an instance without a server: for `serveLocalClerk`, and for reading the route tables. */
export async function createInstance(
  given: LocalClerkOptions,
): Promise<{ instance: Instance; webhookSecret: string; save: () => Promise<void> }> {
  const seed = parseSeed(given.seed ?? defaultSeed);
  const options: LocalClerkOptions = { ...seed.settings, ...given };
  const { stateDir, frontendApiHost, log = () => {} } = options;
  const { passwordCost = DEFAULT_PASSWORD_COST } = options;
  if (!isPasswordCost(passwordCost)) {
    throw new LocalClerkError('password_cost_invalid', `passwordCost is ${passwordCost}.`);
  }
  const clock = createClock(options.nowMs ?? Date.now, () => webhooks.wake());
  const { nowMs } = clock;
  // Read before anything is written: a broken log must not be overwritten by a fresh start.
  const savedRows = stateDir === undefined ? undefined : await readSavedRows(stateDir);
  const publishableKey = buildPublishableKey(frontendApiHost);
  let signingKey = await loadSigningKey(stateDir, options.signingKeyPem);
  const instanceId = await loadInstanceId(stateDir, signingKey.kid);
  const webhookSecret = await loadWebhookSecret(stateDir);
  const endpoints = parseWebhookEndpoints(options.webhooks ?? [], webhookSecret);
  const store = createStore();
  let rowLog = MEMORY_ONLY;
  const webhooks = createDispatcher({ store, nowMs, endpoints, instanceId });
  const instance: Instance = {
    options: {
      applicationName: 'Acme',
      deadTokens: 'refused',
      sessionTokenVersion: 2,
      membershipRequired: false,
      secondFactorRequired: false,
      clientTrust: 'off',
      compromisedPasswords: 'task',
      ...options,
      passwordCost,
      sessionClaims: parseStartClaims(options.sessionClaims),
      seed,
    },
    issuer: `https://${frontendApiHost}`,
    publicUrl: `http://${frontendApiHost}`,
    publishableKey,
    secretKey: await loadSecretKey(stateDir),
    cookieSuffix: buildCookieSuffix(publishableKey),
    instanceId,
    get signingKey() {
      return signingKey;
    },
    store,
    saved: () => rowLog.saved(),
    nowMs,
    log,
    requests: [],
    cachedTokens: new Map(),
    faults: createFaults(),
    clock,
    clientTrust: createClientTrust(options.clientTrust ?? 'off'),
    tokenMinting: createTokenMinting(
      { azp: options.azp ?? 'origin', lastActiveToken: options.lastActiveToken ?? 'fresh' },
      () => instance.cachedTokens.clear(),
    ),
    webhooks,
    rotateSigningKey: async (rotation = {}) => {
      const { keepOldForMs } = parseKeyRotation(rotation);
      const next = await replaceSigningKey(stateDir);
      retireKey(instance, signingKey, keepOldForMs);
      signingKey = next;
      await rowLog.saved();
      return next.kid;
    },
    reset: async () => {
      await webhooks.clear();
      clock.set({});
      instance.requests.length = 0;
      instance.cachedTokens.clear();
      instance.faults.clear();
      instance.clientTrust.clear();
      instance.tokenMinting.clear();
      await rowLog.replaceAll(async () => {
        store.importRows({});
        await applySeed(instance, seed);
      });
    },
  };
  if (savedRows) restoreRows(instance, savedRows.rows, seed);
  else await applySeed(instance, seed);
  if (stateDir !== undefined) {
    rowLog = createRowLog(stateDir, store, savedRows?.log);
    await rowLog.saved();
    await removeSnapshot(stateDir);
  }
  return { instance, webhookSecret, save: () => rowLog.close() };
}

/** Adds roles and plans to rows of an earlier version that had none: without roles no member has permissions. */
function restoreRows(instance: Instance, rows: Partial<StoreSnapshot>, seed: Seed): void {
  instance.store.importRows(rows);
  if (instance.store.roles.count() > 0) return;
  seedRoles(instance, seed);
  seedPlans(instance, seed);
}

function parseStartClaims(claims: ClaimsTemplate | undefined): ClaimsTemplate {
  try {
    return parseSessionClaims({ claims }).claims ?? {};
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new LocalClerkError('session_claims_invalid', error.message);
  }
}
