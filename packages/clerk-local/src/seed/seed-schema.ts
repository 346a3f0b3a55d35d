import { z } from 'zod';
import { MAX_PASSWORD_BYTES } from '../flows/sign-in/passwords.ts';
import type {
  Seed,
  SeedOrganization,
  SeedPermission,
  SeedPlan,
  SeedRole,
  SeedSecondFactors,
  SeedUser,
} from './seed.ts';
import type { SeedSettings } from './seed-settings.ts';

const text = z.string().min(1);
const metadata = z.record(z.string(), z.unknown());
const emailAddress = z.email();

const secondFactors = z.strictObject({
  totpSecret: z
    .string()
    .regex(/^[A-Za-z2-7]{16,}=*$/, 'must be base32, at least 16 characters')
    .describe('Secret of the authenticator app, base32.'),
  backupCodes: z.array(text).exactOptional().describe('Codes that each work once.'),
}) satisfies z.ZodType<SeedSecondFactors>;

const user = z.strictObject({
  id: text.exactOptional().describe('Default: a new id.'),
  emailAddress: emailAddress.describe('The primary address, verified.'),
  otherEmailAddresses: z.array(emailAddress).exactOptional().describe('Further verified addresses.'),
  username: text.exactOptional(),
  firstName: z.string().exactOptional(),
  lastName: z.string().exactOptional(),
  password: text
    .max(MAX_PASSWORD_BYTES)
    .exactOptional()
    .describe('In plain text. Absent: the user signs in with codes, which arrive in the inbox.'),
  externalId: text.exactOptional(),
  publicMetadata: metadata.exactOptional(),
  privateMetadata: metadata.exactOptional(),
  unsafeMetadata: metadata.exactOptional(),
  secondFactors: secondFactors.exactOptional(),
  plan: text.exactOptional().describe('Slug of a user plan. Absent: the default plan.'),
}) satisfies z.ZodType<SeedUser>;

const organization = z.strictObject({
  id: text.exactOptional().describe('Default: a new id.'),
  name: text,
  slug: text,
  publicMetadata: metadata.exactOptional(),
  privateMetadata: metadata.exactOptional(),
  maxAllowedMemberships: z.int().min(0).exactOptional().describe('0: unlimited. Absent: 5.'),
  members: z
    .array(
      z.strictObject({
        emailAddress: emailAddress.describe('Primary address of a user of this seed.'),
        role: text.describe('Key of a role, such as org:admin.'),
      }),
    )
    .describe('The first is the creator.'),
  plan: text.exactOptional().describe('Slug of an organization plan. Absent: the default plan.'),
}) satisfies z.ZodType<SeedOrganization>;

// Keys, slugs and fees are checked where they are stored, for every seed alike.
const permission = z.strictObject({
  key: text.describe('org:<feature>:<verb>'),
  name: text,
}) satisfies z.ZodType<SeedPermission>;

const role = z.strictObject({
  key: text.describe('org:<name>'),
  name: text,
  description: z.string(),
  permissions: z.array(text).describe('Keys of permissions, of this seed or of Clerk (org:sys_…).'),
}) satisfies z.ZodType<SeedRole>;

const plan = z.strictObject({
  slug: text,
  name: text,
  description: z.string(),
  payer: z.enum(['user', 'org']),
  monthlyFeeCents: z.number().describe('US cents per month; 0: free.'),
  annualFeeCents: z.number().exactOptional().describe('US cents per year. Absent: not offered by the year.'),
  features: z.array(text).describe('Slugs. A permission works only where the plan has its feature.'),
  isDefault: z.boolean().exactOptional().describe('The plan of payers without a subscription.'),
}) satisfies z.ZodType<SeedPlan>;

const settings = z.strictObject({
  applicationName: text.exactOptional().describe('Name that the components show. Default: Acme.'),
  sessionClaims: metadata.exactOptional().describe('Custom claims of session tokens, with shortcodes.'),
  sessionTokenVersion: z.union([z.literal(1), z.literal(2)]).exactOptional(),
  membershipRequired: z
    .boolean()
    .exactOptional()
    .describe('A session is pending until an organization is active.'),
  secondFactorRequired: z
    .boolean()
    .exactOptional()
    .describe('A session is pending until the user has a second factor.'),
  clientTrust: z
    .enum(['off', 'on'])
    .exactOptional()
    .describe('on: a password from a new browser also needs a code.'),
  compromisedPasswords: z.enum(['task', 'refused']).exactOptional(),
  webhooks: z
    .array(
      z.strictObject({
        url: z.url(),
        secret: text.exactOptional().describe('whsec_… Absent: the secret of this Clerk.'),
        events: z.array(text).exactOptional().describe('Types to send. Absent: all.'),
      }),
    )
    .exactOptional()
    .describe('Endpoints that receive signed events.'),
  azp: z.enum(['origin', 'redirect-origin', 'never']).exactOptional(),
  lastActiveToken: z.enum(['fresh', 'cached']).exactOptional(),
  deadTokens: z.enum(['refused', 'answered']).exactOptional(),
}) satisfies z.ZodType<SeedSettings>;

/** What a seed may hold, of a file or of the start option. `seed.schema.json` is generated from it. */
export const seedSchema = z.strictObject({
  users: z.array(user).default([]),
  organizations: z.array(organization).default([]),
  permissions: z.array(permission).exactOptional().describe("The team's own permissions, beside Clerk's."),
  roles: z.array(role).exactOptional().describe('org:admin and org:member have to be among them.'),
  plans: z.array(plan).exactOptional(),
  settings: settings.exactOptional().describe('Settings of the instance; a start option comes first.'),
}) satisfies z.ZodType<Seed>;
