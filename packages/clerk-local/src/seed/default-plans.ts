import type { SeedPlan } from './seed.ts';

const ORGANIZATION_FEATURES = ['tickets', 'projects'];

/** A free and a paid plan for each kind of payer. */
export const defaultPlans: readonly SeedPlan[] = [
  {
    slug: 'free_org',
    name: 'Free',
    description: 'Tickets and projects.',
    payer: 'org',
    monthlyFeeCents: 0,
    features: ORGANIZATION_FEATURES,
    isDefault: true,
  },
  {
    slug: 'team',
    name: 'Team',
    description: 'Everything in Free, invoices and the audit log.',
    payer: 'org',
    monthlyFeeCents: 2900,
    features: [...ORGANIZATION_FEATURES, 'billing', 'audit_log'],
  },
  {
    slug: 'free_user',
    name: 'Reader',
    description: 'Free articles.',
    payer: 'user',
    monthlyFeeCents: 0,
    features: [],
    isDefault: true,
  },
  {
    slug: 'scholar',
    name: 'Scholar',
    description: 'Every course of the academy.',
    payer: 'user',
    monthlyFeeCents: 900,
    features: ['courses'],
  },
];
