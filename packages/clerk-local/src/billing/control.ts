import { Hono } from 'hono';
import { z } from 'zod';
import { invalidField, notFound } from '../errors/api-error.ts';
import { findOrganization } from '../flows/organizations/organizations.ts';
import { parseBody } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import { findPlan, parsePeriod } from './flows/checkouts.ts';
import { type Payer, subscribe } from './flows/subscriptions.ts';
import { toSubscriptionJSON } from './wire/subscription.ts';

const subscriptionBody = z.strictObject({
  /** `user_…`, `org_…`, or the slug of an organization. */
  payer: z.string(),
  plan: z.string(),
  period: z.enum(['month', 'annual']).default('month'),
});

/**
 * Puts a payer on a plan at once, without a checkout: `PUT /__local/subscriptions`, `{ payer, plan, period? }`, plan by slug or id.
 * Session tokens minted from then on contain the plan. Responds with the subscription, as the Backend API does.
 *
 * @throws {ApiError} 404: no such payer; 422: no such plan for this kind of payer.
 * @example curl -X PUT http://127.0.0.1:4000/__local/subscriptions -d '{"payer":"acme","plan":"free_org"}'
 */
export function subscriptionControls(instance: Instance): Hono {
  return new Hono({ strict: false }).put('/subscriptions', async (c) => {
    const input = await parseBody(c, subscriptionBody);
    const payer = findPayer(instance, input.payer);
    const plan = findPlan(instance, input.plan);
    if (plan?.payer !== payer.payer) {
      throw invalidField('plan', 'form_param_value_invalid', 'This kind of payer has no such plan.');
    }
    subscribe(instance, payer, plan, parsePeriod(plan, input.period));
    return c.json(toSubscriptionJSON(instance, payer));
  });
}

function findPayer(instance: Instance, name: string): Payer {
  if (instance.store.users.get(name)) return { payer: 'user', payerId: name };
  const organization = findOrganization(instance, name);
  if (!organization) throw notFound('This payer');
  return { payer: 'org', payerId: organization.id };
}
