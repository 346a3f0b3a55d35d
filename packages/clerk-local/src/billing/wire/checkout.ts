import type { Instance } from '../../instance/instance.ts';
import { describeCheckout } from '../flows/checkouts.ts';
import { feeCentsOf } from '../flows/subscriptions.ts';
import type { CheckoutRow, PlanRow } from '../rows.ts';
import { toMoneyJSON, toPlanJSON } from './plan.ts';
import { toPayerJSON, toPaymentMethodJSON } from './subscription.ts';

/** A purchase, before and after its confirmation. @source `@clerk/shared` `BillingCheckoutJSON`; `@clerk/ui` `CheckoutForm`. */
export function toCheckoutJSON(instance: Instance, row: CheckoutRow, plan: PlanRow) {
  const { isImmediate, dueNowCents, startsAtMs } = describeCheckout(instance, row, plan);
  const feeCents = feeCentsOf(plan, row.period);
  const perPeriod = {
    subtotal: toMoneyJSON(feeCents),
    base_fee: toMoneyJSON(feeCents),
    tax_total: toMoneyJSON(0),
    grand_total: toMoneyJSON(feeCents),
  };
  return {
    object: 'commerce_checkout' as const,
    id: row.id,
    status: row.status,
    plan: toPlanJSON(plan),
    plan_period: row.period,
    plan_period_start: startsAtMs,
    payer: toPayerJSON(instance, row),
    payment_method: toPaymentMethodJSON(row),
    external_gateway_id: '',
    is_immediate_plan_change: isImmediate,
    needs_payment_method: dueNowCents > 0,
    totals: {
      ...perPeriod,
      total_due_now: toMoneyJSON(dueNowCents),
      total_due_per_period: toMoneyJSON(feeCents),
      totals_due_per_period: perPeriod,
      total_due_after_free_trial: null,
      past_due: null,
      credit: null,
      credits: null,
      discounts: null,
    },
  };
}
