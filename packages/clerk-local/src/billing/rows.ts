/** Plans and who is subscribed to them. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

/** Who pays: a user or an organization. */
export type PayerKind = 'user' | 'org';

export interface PlanRow {
  id: string;
  slug: string;
  name: string;
  description: string;
  payer: PayerKind;
  /** US cents per month; 0: free. */
  monthlyFeeCents: number;
  /** US cents per year; null: not offered by the year. */
  annualFeeCents: number | null;
  /** Slugs. */
  features: readonly string[];
  /** The plan of payers without a subscription; one for each kind of payer. */
  isDefault: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

export type PlanPeriod = 'month' | 'annual';

/** One payer's subscription to one plan. A payer without one is on the default plan. */
export interface SubscriptionItemRow {
  id: string;
  payer: PayerKind;
  /** `user_…` or `org_…`. */
  payerId: string;
  planId: string;
  period: PlanPeriod;
  startedAtMs: number;
  /** Canceled at this time: it lasts until the end of the period. null: it renews. */
  canceledAtMs: number | null;
  /** Ended at once; null: not. */
  endedAtMs: number | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** A purchase that is open in a browser. */
export interface CheckoutRow {
  id: string;
  payer: PayerKind;
  payerId: string;
  planId: string;
  period: PlanPeriod;
  status: 'needs_confirmation' | 'completed';
  createdAtMs: number;
  updatedAtMs: number;
}
