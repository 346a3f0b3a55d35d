import { type Payer, subscribe } from '../billing/flows/subscriptions.ts';
import { LocalClerkError } from '../errors/local-clerk-error.ts';
import {
  CREATOR_ROLE,
  DEFAULT_ROLE,
  findRole,
  PERMISSION_KEY_PATTERN,
  ROLE_KEY_PATTERN,
} from '../flows/organizations/roles.ts';
import type { Instance } from '../instance/instance.ts';
import { defaultPlans } from './default-plans.ts';
import { defaultPermissions, defaultRoles, systemPermissions } from './default-roles.ts';
import type { Seed } from './seed.ts';

const SLUG_PATTERN = /^[a-z0-9_-]+$/;

/**
 * Puts the seed's permissions and roles into the store, and Clerk's own permissions.
 *
 * @throws {LocalClerkError} `seed_invalid`: a malformed key, a role with a permission that the seed does not have,
 *   no `org:admin` or `org:member`.
 */
export function seedRoles(instance: Instance, seed: Seed): void {
  const times = { createdAtMs: instance.nowMs(), updatedAtMs: instance.nowMs() };
  for (const { key, name } of [...systemPermissions, ...(seed.permissions ?? defaultPermissions)]) {
    assertMatches('permission', key, PERMISSION_KEY_PATTERN);
    const id = `perm_${key.slice('org:'.length).replace(':', '_')}`;
    instance.store.permissions.set({ id, key, name, description: '', ...times });
  }
  const known = new Set(instance.store.permissions.list().map(({ key }) => key));
  for (const { key, name, description, permissions } of seed.roles ?? defaultRoles) {
    assertMatches('role', key, ROLE_KEY_PATTERN);
    const unknown = permissions.find((permission) => !known.has(permission));
    if (unknown !== undefined)
      throw seedError(`gives ${key} the permission ${unknown} but does not define it`);
    const id = `role_${key.slice('org:'.length)}`;
    instance.store.roles.set({ id, key, name, description, permissions, ...times });
  }
  for (const key of [CREATOR_ROLE, DEFAULT_ROLE]) assertSeededRole(instance, key);
}

/**
 * Puts the seed's plans into the store.
 *
 * @throws {LocalClerkError} `seed_invalid`: a malformed or repeated slug, a fee that is not a whole number of cents,
 *   not exactly one default plan for a payer.
 */
export function seedPlans(instance: Instance, seed: Seed): void {
  const times = { createdAtMs: instance.nowMs(), updatedAtMs: instance.nowMs() };
  const plans = seed.plans ?? defaultPlans;
  for (const { annualFeeCents = null, isDefault = false, ...plan } of plans) {
    for (const slug of [plan.slug, ...plan.features]) assertMatches('plan or feature', slug, SLUG_PATTERN);
    for (const fee of [plan.monthlyFeeCents, annualFeeCents ?? 0]) {
      if (!Number.isSafeInteger(fee) || fee < 0) throw seedError(`gives ${plan.slug} the fee ${fee}`);
    }
    const id = `cplan_${plan.slug}`;
    if (instance.store.plans.get(id)) throw seedError(`has two plans ${plan.slug}`);
    instance.store.plans.set({ id, ...plan, annualFeeCents, isDefault, ...times });
  }
  for (const payer of ['user', 'org'] as const) {
    const ofPayer = plans.filter((plan) => plan.payer === payer);
    const defaults = ofPayer.filter(({ isDefault, monthlyFeeCents }) => isDefault && monthlyFeeCents === 0);
    if (ofPayer.length > 0 && defaults.length !== 1) {
      throw seedError(`needs exactly one free default plan for ${payer}s, and has ${defaults.length}`);
    }
  }
}

/** @throws {LocalClerkError} `seed_invalid`: the plan is not in the seed, or is for the other kind of payer. */
export function seedSubscription(instance: Instance, payer: Payer, slug: string): void {
  const plan = instance.store.plans.find((row) => row.slug === slug && row.payer === payer.payer);
  if (!plan) throw seedError(`subscribes ${payer.payerId} to ${slug}, which is no plan of its kind of payer`);
  subscribe(instance, payer, plan, 'month');
}

/** @throws {LocalClerkError} `seed_invalid`: the seed has no such role. */
export function assertSeededRole(instance: Instance, key: string): void {
  if (!findRole(instance, key)) throw seedError(`needs the role ${key} and does not define it`);
}

function assertMatches(what: string, text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw seedError(`has the ${what} "${text}", which is not ${pattern.source}`);
}

export function seedError(problem: string): LocalClerkError {
  return new LocalClerkError('seed_invalid', `The seed ${problem}.`);
}
