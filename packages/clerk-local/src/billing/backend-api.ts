import { Hono } from 'hono';
import { z } from 'zod';
import { requireOrganizationRow, requireUserRow } from '../backend-api/call/find-rows.ts';
import { notFound } from '../errors/api-error.ts';
import { pageOf, pageQuery } from '../input/page.ts';
import { booleanText, one, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import { cancelItem, type Payer } from './flows/subscriptions.ts';
import { toPlanJSON } from './wire/plan.ts';
import { toSubscriptionItemJSON, toSubscriptionJSON } from './wire/subscription.ts';

const plansQuery = z.strictObject({
  ...pageQuery,
  paginated: one(booleanText),
  payer_type: one(z.enum(['user', 'org'])),
});
const cancelQuery = z.strictObject({ end_now: one(booleanText) });

/**
 * Plans and the subscriptions of users and organizations: list, read, cancel.
 *
 * @source clerk/openapi-specs BAPI `GetCommercePlanList`, `CancelCommerceSubscriptionItem`, `GetUserBillingSubscription`,
 * `GetOrganizationBillingSubscription`.
 */
export function billingRoutes(instance: Instance): Hono {
  const subscriptionOf = (payer: Payer) => {
    const subscription = toSubscriptionJSON(instance, payer);
    if (!subscription) throw notFound('A subscription');
    return subscription;
  };
  return new Hono()
    .get('/billing/plans', (c) => {
      const query = parseQuery(c, plansQuery);
      const rows = instance.store.plans
        .list((plan) => query.payer_type === undefined || plan.payer === query.payer_type)
        .toReversed();
      return c.json({ data: pageOf(rows, query).map(toPlanJSON), total_count: rows.length });
    })
    .delete('/billing/subscription_items/:id', (c) => {
      const { end_now: endNow = false } = parseQuery(c, cancelQuery);
      const item = cancelItem(instance, { itemId: c.req.param('id'), endNow });
      return c.json(toSubscriptionItemJSON(instance, item));
    })
    .get('/users/:id/billing/subscription', (c) => {
      const { id } = requireUserRow(instance, c.req.param('id'));
      return c.json(subscriptionOf({ payer: 'user', payerId: id }));
    })
    .get('/organizations/:id/billing/subscription', (c) => {
      const { id } = requireOrganizationRow(instance, c.req.param('id'));
      return c.json(subscriptionOf({ payer: 'org', payerId: id }));
    });
}
