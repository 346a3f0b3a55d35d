import { ApiError, invalidField, notFound } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { CheckoutRow, PlanPeriod, PlanRow } from '../rows.ts';
import { cancelItem, currentItemOf, feeCentsOf, type Payer, subscribe } from './subscriptions.ts';

export interface CheckoutTerms {
  /** false: the free plan begins when the paid period ends. */
  isImmediate: boolean;
  /** US cents. */
  dueNowCents: number;
  startsAtMs: number;
}

/**
 * Opens a checkout of a plan.
 *
 * @param planId Id or slug.
 * @throws {ApiError} 422 `form_param_value_invalid` on `plan_id` or `plan_period`; 400 `invalid_plan_change`: the payer has this plan.
 */
export function startCheckout(
  instance: Instance,
  { payer, payerId }: Payer,
  { planId, period }: { planId: string; period: string },
): CheckoutRow {
  const plan = findPlan(instance, planId);
  if (plan?.payer !== payer) {
    throw invalidField('plan_id', 'form_param_value_invalid', 'There is no such plan to choose.');
  }
  const parsedPeriod = parsePeriod(plan, period);
  const current = currentItemOf(instance, { payer, payerId });
  const isSame = current?.plan.id === plan.id && (plan.isDefault || current.row.period === parsedPeriod);
  if (isSame && current.row.canceledAtMs === null) {
    throw new ApiError(400, 'invalid_plan_change', 'This plan is the current one already.', {
      meta: { plan: toPlanHint(plan), is_plan_upgrade_possible: false },
    });
  }
  const atMs = instance.nowMs();
  return instance.store.checkouts.set({
    id: newId('cchk'),
    payer,
    payerId,
    planId: plan.id,
    period: parsedPeriod,
    status: 'needs_confirmation',
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

/** @throws {ApiError} 404: no such checkout, or another payer's. */
export function requireCheckout(
  { store }: Instance,
  { payer, payerId }: Payer,
  id: string,
): { checkout: CheckoutRow; plan: PlanRow } {
  const checkout = store.checkouts.get(id);
  const plan = checkout && store.plans.get(checkout.planId);
  if (!plan || checkout.payer !== payer || checkout.payerId !== payerId) throw notFound('This checkout');
  return { checkout, plan };
}

/**
 * Completes a checkout: the payer is on the plan, or will be when the paid period is over.
 *
 * @param isPaid Whether the caller named a card that the payer has.
 * @throws {ApiError} 409 `checkout_already_complete`. 422 `form_param_nil` on `payment_method_id`: an amount is due and no card is named.
 */
export function confirmCheckout(
  instance: Instance,
  checkout: CheckoutRow,
  { plan, isPaid }: { plan: PlanRow; isPaid: boolean },
): CheckoutRow {
  if (checkout.status === 'completed') {
    throw new ApiError(409, 'checkout_already_complete', 'This checkout is completed already.');
  }
  const { isImmediate, dueNowCents } = describeCheckout(instance, checkout, plan);
  if (dueNowCents > 0 && !isPaid) {
    throw invalidField('payment_method_id', 'form_param_nil', 'Choose the saved card.');
  }
  const current = currentItemOf(instance, checkout);
  if (isImmediate || !current) subscribe(instance, checkout, plan, checkout.period);
  else cancelItem(instance, { itemId: current.row.id, endNow: false });
  const changes = { status: 'completed', updatedAtMs: instance.nowMs() } as const;
  return instance.store.checkouts.patch(checkout.id, changes);
}

/** The terms of a checkout. A paid plan begins at once and at its full price; the free one when the paid period is over. */
export function describeCheckout(instance: Instance, checkout: CheckoutRow, plan: PlanRow): CheckoutTerms {
  const current = currentItemOf(instance, checkout);
  const paidUntilMs = current?.periodEndMs ?? null;
  const isImmediate = !plan.isDefault || paidUntilMs === null;
  return {
    isImmediate,
    dueNowCents: isImmediate ? feeCentsOf(plan, checkout.period) : 0,
    startsAtMs: isImmediate ? checkout.createdAtMs : (paidUntilMs ?? checkout.createdAtMs),
  };
}

/** What `@clerk/ui` shows about a plan that cannot be chosen; without it the component throws. @source `InvalidPlanScreen`. */
function toPlanHint({ name, monthlyFeeCents, annualFeeCents }: PlanRow) {
  const format = (cents: number) => (cents / 100).toFixed(2);
  return {
    name,
    currency_symbol: '$',
    amount_formatted: format(monthlyFeeCents),
    annual_monthly_amount_formatted: format((annualFeeCents ?? 0) / 12),
  };
}

/** By id or by slug. */
export function findPlan({ store }: Instance, idOrSlug: string): PlanRow | undefined {
  return store.plans.get(idOrSlug) ?? store.plans.find((row) => row.slug === idOrSlug);
}

/** @throws {ApiError} 422 on `plan_period`: neither `month` nor `annual`, or the plan is not sold by the year. */
export function parsePeriod(plan: PlanRow, period: string): PlanPeriod {
  if (period === 'month') return period;
  if (period === 'annual' && plan.annualFeeCents !== null) return period;
  throw invalidField('plan_period', 'form_param_value_invalid', `${plan.name} is not sold for this period.`);
}
