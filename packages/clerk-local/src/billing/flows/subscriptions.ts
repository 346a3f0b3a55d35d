import { ApiError, notFound } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { PayerKind, PlanPeriod, PlanRow, SubscriptionItemRow } from '../rows.ts';
import { periodAround } from './plan-period.ts';

export interface Payer {
  payer: PayerKind;
  /** `user_…` or `org_…`. */
  payerId: string;
}

/** A subscription item as it stands now. */
export interface SubscriptionItem {
  row: SubscriptionItemRow;
  plan: PlanRow;
  status: 'active' | 'ended';
  periodStartMs: number;
  /** null: a free plan has no period. */
  periodEndMs: number | null;
}

/**
 * The payer's current item. A payer without a subscription, or whose plan has ended, is on the default plan.
 *
 * @returns undefined: there are no plans for this kind of payer, billing is off.
 */
export function currentItemOf(instance: Instance, payer: Payer): SubscriptionItem | undefined {
  const own = instance.store.subscriptionItems
    .listBy('payerId', payer.payerId)
    .filter((row) => row.payer === payer.payer)
    .map((row) => describeItem(instance, row))
    .findLast((item) => item?.status === 'active');
  return own ?? describeItem(instance, defaultItemOf(instance, payer));
}

/** The plan a payer is on now; undefined: billing is off for this kind of payer. */
export function planOf(instance: Instance, payer: Payer): PlanRow | undefined {
  return currentItemOf(instance, payer)?.plan;
}

/** Whether this kind of payer has plans at all. */
export function hasBilling({ store }: Instance, payer: PayerKind): boolean {
  return store.plans.count((plan) => plan.payer === payer) > 0;
}

/** What one period costs, in US cents. */
export function feeCentsOf(plan: PlanRow, period: PlanPeriod): number {
  return period === 'annual' ? (plan.annualFeeCents ?? plan.monthlyFeeCents * 12) : plan.monthlyFeeCents;
}

/** Puts the payer on a plan from now on; the plan they had ends. */
export function subscribe(
  instance: Instance,
  { payer, payerId }: Payer,
  plan: PlanRow,
  period: PlanPeriod,
): SubscriptionItemRow {
  const { subscriptionItems } = instance.store;
  const atMs = instance.nowMs();
  const open = subscriptionItems
    .listBy('payerId', payerId)
    .filter((row) => row.payer === payer && row.endedAtMs === null);
  for (const row of open) subscriptionItems.patch(row.id, { endedAtMs: atMs, updatedAtMs: atMs });
  return subscriptionItems.set({
    id: newId('csub_item'),
    payer,
    payerId,
    planId: plan.id,
    period,
    startedAtMs: atMs,
    canceledAtMs: null,
    endedAtMs: null,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

/**
 * Cancels a paid item: at the end of its period, or now.
 *
 * @throws {ApiError} 404: no such item, or not this payer's. 422 `commerce_subscription_item_cannot_be_canceled`: a free plan, or ended already.
 */
export function cancelItem(
  instance: Instance,
  { itemId, payer, endNow }: { itemId: string; payer?: Payer; endNow: boolean },
): SubscriptionItem {
  const row = instance.store.subscriptionItems.get(itemId);
  const item = row && describeItem(instance, row);
  const isOfPayer = !payer || (row?.payer === payer.payer && row.payerId === payer.payerId);
  if (!item || !isOfPayer) throw notFound('This subscription item');
  if (item.status === 'ended' || item.plan.isDefault) {
    throw new ApiError(422, 'commerce_subscription_item_cannot_be_canceled', 'This plan cannot be canceled.');
  }
  const atMs = instance.nowMs();
  const changes = {
    canceledAtMs: item.row.canceledAtMs ?? atMs,
    updatedAtMs: atMs,
    ...(endNow ? { endedAtMs: atMs } : {}),
  };
  const saved = instance.store.subscriptionItems.patch(item.row.id, changes);
  return describeItem(instance, saved) ?? item;
}

/** An item with its current status; undefined: its plan was deleted. */
export function describeItem(
  instance: Instance,
  row: SubscriptionItemRow | undefined,
): SubscriptionItem | undefined {
  const plan = row && instance.store.plans.get(row.planId);
  if (!row || !plan) return undefined;
  const isFree = plan.monthlyFeeCents === 0;
  const lastAtMs = row.canceledAtMs ?? row.endedAtMs ?? instance.nowMs();
  const { startMs, endMs } = periodAround(row.startedAtMs, row.period, lastAtMs);
  const isOver = row.endedAtMs !== null || (row.canceledAtMs !== null && endMs <= instance.nowMs());
  return {
    row,
    plan,
    status: isOver ? 'ended' : 'active',
    periodStartMs: isFree ? row.startedAtMs : startMs,
    periodEndMs: isFree ? null : endMs,
  };
}

/** The default plan has no subscription row: its id and times are derived from the payer. */
function defaultItemOf({ store }: Instance, { payer, payerId }: Payer): SubscriptionItemRow | undefined {
  const plan = store.plans.find((row) => row.payer === payer && row.isDefault);
  const owner = payer === 'user' ? store.users.get(payerId) : store.organizations.get(payerId);
  if (!plan || !owner) return undefined;
  return {
    id: `csub_item_default_${payerId}`,
    payer,
    payerId,
    planId: plan.id,
    period: 'month',
    startedAtMs: owner.createdAtMs,
    canceledAtMs: null,
    endedAtMs: null,
    createdAtMs: owner.createdAtMs,
    updatedAtMs: owner.createdAtMs,
  };
}
