import type { Instance } from '../../instance/instance.ts';
import { hasBilling } from '../flows/subscriptions.ts';
import type { PayerKind, PlanRow } from '../rows.ts';

/** A plan, for both APIs. @source `@clerk/shared` `BillingPlanJSON`; clerk/openapi-specs `BillingPlan`, BAPI `CommercePlan`. */
export function toPlanJSON(row: PlanRow) {
  const isFree = row.monthlyFeeCents === 0;
  return {
    object: 'commerce_plan' as const,
    id: row.id,
    product_id: `cprod_${row.payer}`,
    name: row.name,
    slug: row.slug,
    description: row.description,
    for_payer_type: row.payer,
    is_default: row.isDefault,
    is_recurring: true,
    has_base_fee: !isFree,
    publicly_visible: true,
    fee: toMoneyJSON(row.monthlyFeeCents),
    annual_fee: row.annualFeeCents === null ? null : toMoneyJSON(row.annualFeeCents),
    annual_monthly_fee: row.annualFeeCents === null ? null : toMoneyJSON(Math.round(row.annualFeeCents / 12)),
    avatar_url: null,
    free_trial_enabled: false,
    free_trial_days: null,
    features: row.features.map(toFeatureJSON),
  };
}

/** @param cents US cents. @source clerk/openapi-specs `BillingMoneyResponse`. */
export function toMoneyJSON(cents: number) {
  return {
    amount: cents,
    amount_formatted: (cents / 100).toFixed(2),
    currency: 'USD',
    currency_symbol: '$',
  };
}

/** Whether billing is on, for each kind of payer. @source `@clerk/shared` `CommerceSettingsJSON`. */
export function toCommerceSettingsJSON(instance: Instance) {
  const settingsOf = (payer: PayerKind) => ({
    enabled: hasBilling(instance, payer),
    has_paid_plans: instance.store.plans.list((plan) => plan.payer === payer).some(isPaid),
  });
  return {
    object: 'commerce_settings',
    id: `cs_${instance.instanceId}`,
    billing: {
      // The local Clerk does not use Stripe: every payer has an invented saved card.
      stripe_publishable_key: null,
      free_trial_requires_payment_method: false,
      user: settingsOf('user'),
      organization: settingsOf('org'),
    },
  };
}

function isPaid({ monthlyFeeCents }: PlanRow): boolean {
  return monthlyFeeCents > 0;
}

/** Features have no name, so their slug is made readable. */
function toFeatureJSON(slug: string) {
  const words = slug.replaceAll(/[_-]/g, ' ');
  return {
    object: 'feature' as const,
    id: `feat_${slug}`,
    name: words.charAt(0).toUpperCase() + words.slice(1),
    slug,
    description: null,
    avatar_url: null,
  };
}
