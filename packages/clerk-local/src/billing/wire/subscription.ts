import type { Instance } from '../../instance/instance.ts';
import { avatarUrl, identifierOf } from '../../wire/public-user.ts';
import { currentItemOf, feeCentsOf, type Payer, type SubscriptionItem } from '../flows/subscriptions.ts';
import { toMoneyJSON, toPlanJSON } from './plan.ts';

/**
 * What a payer subscribes to now: always exactly one item.
 *
 * @returns undefined: billing is off for this kind of payer.
 * @source `@clerk/shared` `BillingSubscriptionJSON`; clerk/openapi-specs `GetUserMainBillingSubscription`, BAPI `GetUserBillingSubscription`.
 */
export function toSubscriptionJSON(instance: Instance, payer: Payer) {
  const item = currentItemOf(instance, payer);
  if (!item) return undefined;
  const itemJson = toSubscriptionItemJSON(instance, item);
  return {
    object: 'commerce_subscription' as const,
    id: `csub_${payer.payerId}`,
    instance_id: instance.instanceId,
    status: 'active' as const,
    payer_id: payerIdOf(payer),
    active_at: item.row.startedAtMs,
    past_due_at: null,
    eligible_for_free_trial: false,
    subscription_items: [itemJson],
    ...('next_payment' in itemJson ? { next_payment: itemJson.next_payment } : {}),
    created_at: item.row.createdAtMs,
    updated_at: item.row.updatedAtMs,
  };
}

/**
 * A canceled item stays `active`, with `canceled_at`, until its period is over: `@clerk/ui` expects that.
 *
 * @source `@clerk/shared` `BillingSubscriptionItemJSON`; `@clerk/ui` `getPricingFooterState`.
 */
export function toSubscriptionItemJSON(instance: Instance, item: SubscriptionItem) {
  const { row, plan, status, periodStartMs, periodEndMs } = item;
  const amount = toMoneyJSON(feeCentsOf(plan, row.period));
  const isRenewed = status === 'active' && row.canceledAtMs === null && periodEndMs !== null;
  return {
    object: 'commerce_subscription_item' as const,
    id: row.id,
    instance_id: instance.instanceId,
    status,
    plan_id: plan.id,
    price_id: `cprice_${plan.slug}`,
    plan: toPlanJSON(plan),
    plan_period: row.period,
    payer_id: payerIdOf(row),
    payer: toPayerJSON(instance, row),
    is_free_trial: false,
    amount,
    period_start: periodStartMs,
    period_end: periodEndMs,
    canceled_at: row.canceledAtMs,
    past_due_at: null,
    ended_at: row.endedAtMs,
    // Absent when nothing is due, because the descriptions do not allow null.
    ...(isRenewed ? { next_payment: { date: periodEndMs, amount } } : {}),
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}

/** @source `@clerk/shared` `BillingPayerJSON`. */
export function toPayerJSON(instance: Instance, payer: Payer) {
  const user = payer.payer === 'user' ? instance.store.users.get(payer.payerId) : undefined;
  const organization = payer.payer === 'org' ? instance.store.organizations.get(payer.payerId) : undefined;
  const owner = user ?? organization;
  return {
    object: 'commerce_payer' as const,
    id: payerIdOf(payer),
    instance_id: instance.instanceId,
    user_id: user?.id ?? null,
    organization_id: organization?.id ?? null,
    ...(user
      ? { first_name: user.firstName, last_name: user.lastName, email: identifierOf(instance, user) }
      : {}),
    ...(organization ? { organization_name: organization.name } : {}),
    ...(owner
      ? {
          image_url: avatarUrl(instance, owner.id, owner.imageUrl),
          created_at: owner.createdAtMs,
          updated_at: owner.updatedAtMs,
        }
      : {}),
  };
}

/**
 * The card that every payer has. Without a saved one, `@clerk/ui` loads a script of Stripe to add one.
 *
 * @source `@clerk/ui` `CheckoutForm`: a saved payment method is offered first; `@clerk/shared` `BillingPaymentMethodJSON`.
 */
export function toPaymentMethodJSON(payer: Payer) {
  return {
    object: 'commerce_payment_method' as const,
    id: paymentMethodIdOf(payer),
    payer_id: payerIdOf(payer),
    payment_type: 'card' as const,
    is_default: true,
    is_removable: false,
    gateway: 'stripe',
    gateway_external_id: 'pm_local',
    gateway_external_account_id: null,
    last4: '4242',
    card_type: 'visa',
    wallet_type: null,
    expiry_year: 2099,
    expiry_month: 12,
    status: 'active' as const,
  };
}

/** Id of the payer's only card. */
export function paymentMethodIdOf({ payerId }: Payer): string {
  return `cpm_${payerId}`;
}

function payerIdOf({ payerId }: Payer): string {
  return `cpayer_${payerId}`;
}
