import { randomBytes } from 'node:crypto';
import { type ClerkClient, createClerkClient } from '@clerk/backend';
import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { SsoTestError } from '../errors.ts';
import type { AccountDefinition } from '../options.ts';
import type { ClerkInstance } from '../target.ts';

/** A user that tests can sign in. */
export interface TestAccount {
  readonly userId: string;
  readonly email: string;
  /** Undefined for an existing account whose password the options do not name. */
  readonly password: string | undefined;
}

/** The organization of one worker. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** Null where the instance gives organizations none. */
  readonly slug: string | null;
}

/** Users and organizations of one worker, made through the Backend API when a test first asks for them. */
export interface Tenancy {
  /** @throws {SsoTestError} `unknown_account`; `clerk_refused`. */
  account(name: string): Promise<TestAccount>;
  /** @throws {SsoTestError} `organizations_off`; `clerk_refused`. */
  tenant(): Promise<Tenant>;
  /**
   * The organization that is to be active for an account: the one with the slug, which a made account joins, or the tenant.
   *
   * @returns Its id; undefined where the account is in no tenant, or the instance has no organizations.
   * @throws {SsoTestError} `unknown_organization`; `unknown_account`; `clerk_refused`.
   */
  organizationFor(name: string, slug: string | undefined): Promise<string | undefined>;
  /** A ticket that signs an account in once. */
  ticketFor(account: TestAccount): Promise<string>;
  /** Deletes what was made; accounts that existed before stay. */
  remove(): Promise<void>;
}

/** Longer than any page takes to load: the ticket is spent once it has. */
const TICKET_SECONDS = 600;

/** Prepares the accounts of one worker. Nothing is created yet. */
export function createTenancy(
  { publishableKey, secretKey, apiUrl }: ClerkInstance,
  definitions: Readonly<Record<string, AccountDefinition>>,
): Tenancy {
  const backend = createClerkClient({ publishableKey, secretKey, ...(apiUrl && { apiUrl }) });
  const made: { users: string[]; organizations: string[] } = { users: [], organizations: [] };
  const definition = (name: string) => {
    const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (found) return found;
    const names = Object.keys(definitions).join(', ');
    throw new SsoTestError('unknown_account', `There is no account "${name}"; there are ${names}.`);
  };
  const account = remember(async (name: string) => {
    const wanted = definition(name);
    if ('email' in wanted) return findAccount(backend, wanted);
    const user = await createUser(backend);
    made.users.push(user.userId);
    return user;
  });
  const tenant = remember(async () => {
    const created = await createOrganization(backend);
    made.organizations.push(created.id);
    return created;
  });
  const joined = remember(async (key: string) => {
    const { name, organizationId, role } = membershipOf(key);
    const { userId } = await account(name);
    await refusedByClerk(
      backend.organizations.createOrganizationMembership({ organizationId, userId, role }),
      `join the organization ${organizationId}`,
    );
  });
  return {
    account,
    tenant: () => tenant(''),
    organizationFor: async (name, slug) => {
      const wanted = definition(name);
      const isMade = !('email' in wanted);
      if (slug === undefined && (!isMade || wanted.role === undefined)) return undefined;
      const id = slug === undefined ? await idIfAny(tenant('')) : await findOrganization(backend, slug);
      if (id === undefined && slug === undefined) return undefined;
      if (id === undefined)
        throw new SsoTestError('unknown_organization', `There is no organization "${slug}".`);
      if (isMade)
        await joined(membershipKey({ name, organizationId: id, role: wanted.role ?? 'org:member' }));
      return id;
    },
    ticketFor: async ({ userId, email }) => {
      const ticket = backend.signInTokens.createSignInToken({ userId, expiresInSeconds: TICKET_SECONDS });
      return (await refusedByClerk(ticket, `make a sign-in token for ${email}`)).token;
    },
    remove: async () => {
      for (const id of made.organizations.splice(0)) await backend.organizations.deleteOrganization(id);
      for (const id of made.users.splice(0)) await backend.users.deleteUser(id);
    },
  };
}

interface Membership {
  readonly name: string;
  readonly organizationId: string;
  readonly role: string;
}

const membershipKey = ({ name, organizationId, role }: Membership) => [organizationId, role, name].join(' ');

function membershipOf(key: string): Membership {
  const [organizationId = '', role = '', ...name] = key.split(' ');
  return { organizationId, role, name: name.join(' ') };
}

/** Asks once for each key, also while the first answer is under way. */
function remember<Value>(ask: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const answers = new Map<string, Promise<Value>>();
  return (key) => {
    const answer = answers.get(key) ?? ask(key);
    answers.set(key, answer);
    return answer;
  };
}

async function idIfAny(tenant: Promise<Tenant>): Promise<string | undefined> {
  try {
    return (await tenant).id;
  } catch (error) {
    if (error instanceof SsoTestError && error.code === 'organizations_off') return undefined;
    throw error;
  }
}

async function findAccount(
  { users }: ClerkClient,
  { email, password }: { readonly email: string; readonly password?: string },
): Promise<TestAccount> {
  const list = users.getUserList({ emailAddress: [email] });
  const [user] = (await refusedByClerk(list, `look for ${email}`)).data;
  if (user) return { userId: user.id, email, password };
  throw new SsoTestError('unknown_account', `This Clerk has no user with the address ${email}.`);
}

async function createUser({ users }: ClerkClient): Promise<TestAccount> {
  const unique = randomBytes(6).toString('hex');
  const [email, password] = [`sso-${unique}+clerk_test@example.com`, `passphrase-${unique}-Aa1`];
  // No code is asked for in a new browser. The Backend API has the field, the SDK's type does not.
  const trust = { bypassClientTrust: true };
  const user = users.createUser({
    ...trust,
    emailAddress: [email],
    password,
    firstName: 'Sso',
    lastName: unique,
  });
  return { userId: (await refusedByClerk(user, 'create a user')).id, email, password };
}

async function createOrganization({ organizations }: ClerkClient): Promise<Tenant> {
  // The instance makes a slug of the name, if it has slugs.
  const name = `sso-${randomBytes(6).toString('hex')}`;
  try {
    const { id, slug } = await organizations.createOrganization({ name });
    return { id, name, slug };
  } catch (error) {
    if (!isClerkAPIResponseError(error) || ![403, 404].includes(error.status))
      throw refused(error, 'create an organization');
    throw new SsoTestError('organizations_off', 'This Clerk creates no organization.', { cause: error });
  }
}

async function findOrganization({ organizations }: ClerkClient, slug: string): Promise<string | undefined> {
  try {
    return (await organizations.getOrganization({ slug })).id;
  } catch (error) {
    if (isClerkAPIResponseError(error) && error.status === 404) return undefined;
    throw refused(error, `look for the organization "${slug}"`);
  }
}

async function refusedByClerk<Value>(call: Promise<Value>, what: string): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    throw refused(error, what);
  }
}

function refused(cause: unknown, what: string): SsoTestError {
  return new SsoTestError('clerk_refused', `Clerk did not ${what}.`, { cause });
}
