import { Hono } from 'hono';
import { invalidField, notFound } from '../../errors/api-error.ts';
import type { Call, CallEnv } from '../../frontend-api/call/call.ts';
import { toPageJSON } from '../../input/page.ts';
import type { Instance } from '../../instance/instance.ts';
import { findPlan } from '../flows/checkouts.ts';
import type { PlanRow } from '../rows.ts';
import { toPlanJSON } from '../wire/plan.ts';

/**
 * Plans on sale, readable without a session. The responses have no envelope.
 *
 * @source clerk/openapi-specs FAPI `GetBillingPlanList`, `GetBillingPlan`; `@clerk/clerk-js` `Billing.getPlans`, `getPlan`.
 */
export function billingPlanRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .get('/billing/plans', (c) => c.json(toPageJSON(c, plansAskedFor(instance, c), toPlanJSON)))
    .get('/billing/plans/:id', (c) => {
      const plan = findPlan(instance, c.req.param('id'));
      if (!plan) throw notFound('This plan');
      return c.json(toPlanJSON(plan));
    });
}

function plansAskedFor({ store }: Instance, c: Call): PlanRow[] {
  const payer = c.req.query('payer_type') ?? '';
  if (!['', 'user', 'org'].includes(payer)) {
    throw invalidField('payer_type', 'form_param_value_invalid', 'payer_type is user or org.');
  }
  return store.plans.list((plan) => payer === '' || plan.payer === payer);
}
