import type { PayerKind } from '../billing/rows.ts';
import type { Metadata } from '../store/user-rows.ts';
import type { SeedSettings } from './seed-settings.ts';

export interface SeedUser {
  /** Default: a new id. */
  id?: string;
  /** The primary address, verified. */
  emailAddress: string;
  /** Further verified addresses. */
  otherEmailAddresses?: readonly string[];
  username?: string;
  firstName?: string;
  lastName?: string;
  /** In plain text, so it is hashed at bcrypt's lowest cost. Absent: the user signs in with codes. */
  password?: string;
  externalId?: string;
  publicMetadata?: Metadata;
  privateMetadata?: Metadata;
  unsafeMetadata?: Metadata;
  secondFactors?: SeedSecondFactors;
  /** Slug of a user plan. Absent: the default plan. */
  plan?: string;
}

/** Second factors that the user has set up. */
export interface SeedSecondFactors {
  /** Secret of the authenticator app: base32, at least 16 characters. */
  totpSecret: string;
  /** Codes that each work once. Absent: none. */
  backupCodes?: readonly string[];
}

export interface SeedOrganization {
  id?: string;
  name: string;
  slug: string;
  publicMetadata?: Metadata;
  privateMetadata?: Metadata;
  /** 0: unlimited. Absent: Clerk's default of 5. */
  maxAllowedMemberships?: number;
  /** `emailAddress` names a seeded user; `role` is the key of a role. The first is the creator. */
  members: readonly { emailAddress: string; role: string }[];
  /** Slug of an organization plan. Absent: the default plan. */
  plan?: string;
}

export interface SeedPermission {
  /** `org:<feature>:<verb>`. */
  key: string;
  name: string;
}

export interface SeedRole {
  /** `org:<name>`. */
  key: string;
  name: string;
  description: string;
  /** Keys, Clerk's own (`org:sys_…`) among them. */
  permissions: readonly string[];
}

export interface SeedPlan {
  /** Plans of users and of organizations share one name space. */
  slug: string;
  name: string;
  description: string;
  payer: PayerKind;
  /** US cents per month; 0: free. */
  monthlyFeeCents: number;
  /** US cents per year. Absent: not offered by the year. */
  annualFeeCents?: number;
  /** Slugs. A permission works only where the plan has its feature. */
  features: readonly string[];
  /** The plan of payers without a subscription: exactly one for each kind of payer that has plans. */
  isDefault?: boolean;
}

/** What exists at the first start. */
export interface Seed {
  users: readonly SeedUser[];
  organizations: readonly SeedOrganization[];
  /** The team's own permissions, beside Clerk's. Default `defaultPermissions`. */
  permissions?: readonly SeedPermission[];
  /** Default `defaultRoles`. `org:admin` and `org:member` have to be among them. */
  roles?: readonly SeedRole[];
  /** Default `defaultPlans`. A kind of payer without plans has no billing: then no plan takes a permission away. */
  plans?: readonly SeedPlan[];
  /** Settings of the instance. A start option of the same name comes first. */
  settings?: SeedSettings;
}

/** Password of every user of `defaultSeed`. */
export const SEED_PASSWORD = 'correct-horse-battery';

/**
 * Ada administers the organization Acme, where Grace is a member; in Globex it is the other way round. Acme pays for the plan Team.
 * Alan is a customer without an organization.
 */
export const defaultSeed: Seed & { users: readonly (SeedUser & { password: string })[] } = {
  users: [
    {
      id: 'user_ada',
      emailAddress: 'ada@acme.test',
      firstName: 'Ada',
      lastName: 'Lovelace',
      password: SEED_PASSWORD,
    },
    {
      id: 'user_grace',
      emailAddress: 'grace@acme.test',
      firstName: 'Grace',
      lastName: 'Hopper',
      password: SEED_PASSWORD,
    },
    {
      id: 'user_alan',
      emailAddress: 'alan@acme.test',
      firstName: 'Alan',
      lastName: 'Turing',
      password: SEED_PASSWORD,
    },
  ],
  organizations: [
    {
      id: 'org_acme',
      name: 'Acme',
      slug: 'acme',
      maxAllowedMemberships: 0,
      plan: 'team',
      members: [
        { emailAddress: 'ada@acme.test', role: 'org:admin' },
        { emailAddress: 'grace@acme.test', role: 'org:member' },
      ],
    },
    {
      id: 'org_globex',
      name: 'Globex',
      slug: 'globex',
      maxAllowedMemberships: 0,
      members: [
        { emailAddress: 'grace@acme.test', role: 'org:admin' },
        { emailAddress: 'ada@acme.test', role: 'org:member' },
      ],
    },
  ],
};
