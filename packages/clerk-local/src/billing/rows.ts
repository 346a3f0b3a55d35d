/** Plans and who is subscribed to them. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

/** Who pays: a person for themself, or an organization. */
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
  /** Whoever subscribed to nothing has it; one for each kind of payer. */
  isDefault: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

export type PlanPeriod = 'month' | 'annual';

/** One payer's subscription to one plan. Whoever has none is on the default plan. */
export interface SubscriptionItemRow {
  id: string;
  payer: PayerKind;
  /** `user_…` or `org_…`. */
  payerId: string;
  planId: string;
  period: PlanPeriod;
  startedAtMs: number;
  /** It lasts until the period that this lies in is over; null: renewed again and again. */
  canceledAtMs: number | null;
  /** Ended at once; null: not. */
  endedAtMs: number | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** A purchase that somebody is looking at. */
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
