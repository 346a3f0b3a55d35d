import { Hono } from 'hono';
import { invalidField, missingPermission, notFound } from '../../errors/api-error.ts';
import { permissionsOf } from '../../flows/organizations/entitlements.ts';
import { requirePermission } from '../../flows/organizations/permissions.ts';
import { type Call, type CallEnv, requireSession, respond } from '../../frontend-api/call/call.ts';
import { type Fields, readFields } from '../../input/fields.ts';
import { toPageJSON } from '../../input/page.ts';
import type { Instance } from '../../instance/instance.ts';
import { confirmCheckout, requireCheckout, startCheckout } from '../flows/checkouts.ts';
import { cancelItem, type Payer } from '../flows/subscriptions.ts';
import { toCheckoutJSON } from '../wire/checkout.ts';
import {
  paymentMethodIdOf,
  toPaymentMethodJSON,
  toSubscriptionItemJSON,
  toSubscriptionJSON,
} from '../wire/subscription.ts';

/** Finds the payer of a call. @throws {ApiError} 401; 404 and 403: not in the organization, or without the permission. */
type ResolvePayer = (c: Call, access: 'read' | 'manage') => Payer;

/**
 * Subscription, card and checkout of the user and of an organization. Lists of statements and payments are empty, because nothing is paid.
 *
 * @source clerk/openapi-specs FAPI `GetUserMainBillingSubscription`, `CreateUserBillingCheckout`, `ConfirmUserBillingCheckout` and the
 * like; `@clerk/clerk-js` `Billing`.
 */
export function billingRoutes(instance: Instance): Hono<CallEnv> {
  const ofUser: ResolvePayer = (c) => ({ payer: 'user', payerId: requireSession(instance, c).user.id });
  return new Hono<CallEnv>({ strict: false }).route('/me/billing', payerRoutes(instance, ofUser)).route(
    '/organizations/:id/billing',
    payerRoutes(instance, (c, access) => ofOrganization(instance, c, access)),
  );
}

function payerRoutes(instance: Instance, payerOf: ResolvePayer): Hono<CallEnv> {
  const emptyPage = (c: Call) => {
    payerOf(c, 'read');
    return respond(instance, c, { data: [], total_count: 0 });
  };
  return new Hono<CallEnv>({ strict: false })
    .get('/subscription', (c) => {
      const subscription = toSubscriptionJSON(instance, payerOf(c, 'read'));
      if (!subscription) throw notFound('A subscription');
      return respond(instance, c, subscription);
    })
    .delete('/subscription_items/:itemId', (c) => {
      const payer = payerOf(c, 'manage');
      const item = cancelItem(instance, { itemId: c.req.param('itemId'), payer, endNow: false });
      return respond(instance, c, toSubscriptionItemJSON(instance, item));
    })
    .get('/payment_methods', (c) =>
      respond(instance, c, toPageJSON(c, [payerOf(c, 'read')], toPaymentMethodJSON)),
    )
    .get('/statements', emptyPage)
    .get('/payment_attempts', (c) => {
      payerOf(c, 'read');
      // clerk-js reads this one list without the envelope.
      return c.json({ data: [], total_count: 0 });
    })
    .get('/credits', (c) => {
      payerOf(c, 'read');
      return respond(instance, c, { object: 'commerce_credit_balance', balance: null });
    })
    .get('/credits/history', emptyPage)
    .post('/checkouts', async (c) => {
      const payer = payerOf(c, 'manage');
      const fields = await readFields(c);
      const planId = fields.get('plan_id') ?? '';
      const checkout = startCheckout(instance, payer, {
        planId,
        period: fields.get('plan_period') ?? 'month',
      });
      return respondWithCheckout(instance, c, payer, checkout.id);
    })
    .get('/checkouts/:checkoutId', (c) =>
      respondWithCheckout(instance, c, payerOf(c, 'manage'), c.req.param('checkoutId')),
    )
    .patch('/checkouts/:checkoutId', async (c) => {
      const payer = payerOf(c, 'manage');
      // There are no promotions; the component removes one by sending an empty code.
      if ((await readFields(c)).get('promo_code')) {
        throw invalidField('promo_code', 'form_param_value_invalid', 'There is no such promo code.');
      }
      return respondWithCheckout(instance, c, payer, c.req.param('checkoutId'));
    })
    .patch('/checkouts/:checkoutId/confirm', async (c) => {
      const payer = payerOf(c, 'manage');
      const { checkout, plan } = requireCheckout(instance, payer, c.req.param('checkoutId'));
      const isPaid = namesACard(await readFields(c), payer);
      confirmCheckout(instance, checkout, { plan, isPaid });
      return respondWithCheckout(instance, c, payer, checkout.id);
    });
}

function ofOrganization(instance: Instance, c: Call, access: 'read' | 'manage'): Payer {
  const organizationId = c.req.param('id') ?? '';
  const userId = requireSession(instance, c).user.id;
  const { membership } = requirePermission(instance, { organizationId, userId, permission: null });
  // The permission to manage includes reading, as @clerk/ui assumes.
  const allowed = ['org:sys_billing:manage', ...(access === 'read' ? ['org:sys_billing:read'] : [])];
  if (!permissionsOf(instance, membership).some((key) => allowed.includes(key))) {
    throw missingPermission(`org:sys_billing:${access}`);
  }
  return { payer: 'org', payerId: organizationId };
}

function respondWithCheckout(instance: Instance, c: Call, payer: Payer, id: string): Promise<Response> {
  const { checkout, plan } = requireCheckout(instance, payer, id);
  return respond(instance, c, toCheckoutJSON(instance, checkout, plan));
}

/** @throws {ApiError} 422: a card that is not the payer's, or one that only Stripe knows. */
function namesACard(fields: Fields, payer: Payer): boolean {
  if (fields.get('payment_token')) {
    throw invalidField(
      'payment_token',
      'form_param_value_invalid',
      'Pay with the saved card: Stripe is not asked here.',
    );
  }
  const id = fields.get('payment_method_id');
  if (id && id !== paymentMethodIdOf(payer)) {
    throw invalidField('payment_method_id', 'form_param_value_invalid', 'There is no such card.');
  }
  return Boolean(id) || fields.get('use_test_card') === 'true';
}
