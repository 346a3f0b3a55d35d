import type { Instance } from '../instance/instance.ts';
import type { RowChange } from '../store/table.ts';
import type { EventType, WebhookEvent } from '../webhooks/event-types.ts';
import type { Moment } from '../webhooks/moment.ts';
import { describeItem, type Payer } from './flows/subscriptions.ts';
import type { SubscriptionItemRow } from './rows.ts';
import { toPayerJSON, toSubscriptionItemJSON, toSubscriptionJSON } from './wire/subscription.ts';

type ItemChange = RowChange<SubscriptionItemRow>;

/**
 * Events of changed items: for each payer one about the subscription, and one for each item. A period that ends only because time
 * passes has no event, because no request writes it.
 *
 * @source clerk/openapi-specs webhooks `SubscriptionEventPayload`, `BillingSubscriptionItemEventPayload`.
 */
export function billingEvents({ before, after }: Moment, changes: readonly ItemChange[]): WebhookEvent[] {
  const payers = new Map(changes.flatMap(({ after: row }) => (row ? [[row.payerId, row] as const] : [])));
  const subscriptions = [...payers.values()].flatMap((payer): WebhookEvent[] => {
    const data = toSubscriptionData(after, payer);
    const isNew = before.store.subscriptionItems.count(({ payerId }) => payerId === payer.payerId) === 0;
    return data ? [{ type: isNew ? 'subscription.created' : 'subscription.updated', data }] : [];
  });
  return [...subscriptions, ...changes.flatMap((change) => itemEvents(after, change))];
}

function itemEvents(instance: Instance, { before, after: row }: ItemChange): WebhookEvent[] {
  const item = row && describeItem(instance, row);
  const type = row && itemEventType(before, row);
  if (!item || !type) return [];
  return [{ type, data: toItemData(toSubscriptionItemJSON(instance, item), `csub_${row.payerId}`) }];
}

function itemEventType(
  before: SubscriptionItemRow | undefined,
  row: SubscriptionItemRow,
): EventType | undefined {
  if (!before) return 'subscriptionItem.active';
  if (before.endedAtMs === null && row.endedAtMs !== null) return 'subscriptionItem.ended';
  if (before.canceledAtMs === null && row.canceledAtMs !== null) return 'subscriptionItem.canceled';
  return undefined;
}

function toSubscriptionData(instance: Instance, payer: Payer) {
  const json = toSubscriptionJSON(instance, payer);
  if (!json) return undefined;
  const { subscription_items, eligible_for_free_trial: _trial, ...shared } = json;
  return {
    ...shared,
    canceled_at: subscription_items[0]?.canceled_at ?? null,
    ended_at: null,
    latest_payment_id: null,
    payment_source_id: null,
    payer: toPayerData(toPayerJSON(instance, payer)),
    items: subscription_items.map((item) => toItemData(item, shared.id)),
  };
}

function toItemData(item: ReturnType<typeof toSubscriptionItemJSON>, subscription_id: string) {
  const { plan, payer } = item;
  return {
    ...item,
    plan: { ...plan, amount: plan.fee.amount, currency: plan.fee.currency },
    payer: toPayerData(payer),
    interval: item.plan_period,
    subscription_id,
  };
}

/** Every field of a payer is text in events: a field that the payer does not have is empty. */
function toPayerData(payer: ReturnType<typeof toPayerJSON>) {
  const empty = { email: '', first_name: '', last_name: '', organization_name: '', image_url: '' };
  const known = Object.entries(payer).map(([name, value]) => [name, value ?? ''] as const);
  return { ...empty, ...Object.fromEntries(known) };
}
