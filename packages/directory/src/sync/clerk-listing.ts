import { type ClerkClient, createClerkClient } from '@clerk/backend';
import { DirectoryError } from '../errors.ts';
import { type Ask, isNotFound } from './ask-clerk.ts';

/** The Clerk instance that is mirrored. Holds a secret. */
export interface ClerkKeys {
  readonly secretKey: string;
  /** Origin of the Backend API; default Clerk's own. */
  readonly apiUrl?: string | undefined;
}

/** Part of a list, as the Backend API writes it. */
export interface ListedPage {
  readonly objects: readonly unknown[];
  /** How many the whole list has. */
  readonly total: number;
}

/** Which part: offset and length. */
export interface PageOf {
  readonly offset: number;
  readonly limit: number;
}

/** What a sync asks Clerk. Everything in the order of creation. */
export interface ClerkListing {
  users(page: PageOf): Promise<ListedPage>;
  organizations(page: PageOf): Promise<ListedPage>;
  /** An organization that is gone has no members. */
  members(organizationId: string, page: PageOf): Promise<ListedPage>;
  /** Those of the ids that exist; at most 100 ids. */
  usersById(ids: readonly string[]): Promise<ListedPage>;
  organizationsById(ids: readonly string[]): Promise<ListedPage>;
  membersById(organizationId: string, userIds: readonly string[]): Promise<ListedPage>;
}

/** How many ids one request may name. */
export const MOST_IDS = 100;

/**
 * Makes the questions of a sync.
 *
 * @param ask What sends them: `createAsk`.
 * @source clerk/openapi-specs `GetUserList`, `ListOrganizations`, `ListOrganizationMemberships`. The list of all memberships of an
 *   instance (`InstanceGetOrganizationMemberships`) cannot be asked for some of them, so it could not confirm that one is gone.
 */
export function createClerkListing({ secretKey, apiUrl }: ClerkKeys, ask: Ask): ClerkListing {
  const clerk = createClerkClient({
    secretKey,
    telemetry: { disabled: true },
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
  const orderBy = '+created_at';
  // The SDK counts the users with a second request.
  const users = (query: Parameters<ClerkClient['users']['getUserList']>[0]) =>
    ask(2, () => clerk.users.getUserList({ ...query, orderBy })).then(toPage, refuseMissing);
  const organizations = (query: Parameters<ClerkClient['organizations']['getOrganizationList']>[0]) =>
    ask(1, () => clerk.organizations.getOrganizationList({ ...query, orderBy })).then(toPage, refuseMissing);
  const members = (query: MemberQuery) =>
    ask(1, () => clerk.organizations.getOrganizationMembershipList({ ...query, orderBy })).then(
      toPage,
      (error: unknown) => {
        if (isNotFound(error)) return { objects: [], total: 0 };
        throw error;
      },
    );
  return {
    users: (page) => users({ ...page }),
    organizations: (page) => organizations({ ...page }),
    members: (organizationId, page) => members({ organizationId, ...page }),
    usersById: (ids) => users({ userId: [...ids], limit: MOST_IDS }),
    organizationsById: (ids) => organizations({ organizationId: [...ids], limit: MOST_IDS }),
    membersById: (organizationId, ids) => members({ organizationId, userId: [...ids], limit: MOST_IDS }),
  };
}

/** Every Backend API has these lists, so the address is that of something else. */
function refuseMissing(error: unknown): never {
  if (!isNotFound(error)) throw error;
  throw new DirectoryError('clerk_refused', 'Clerk answers 404 to a list. Check CLERK_API_URL.');
}

type MemberQuery = Parameters<ClerkClient['organizations']['getOrganizationMembershipList']>[0];

function toPage(list: {
  readonly data: readonly { readonly raw: unknown }[];
  readonly totalCount: number;
}): ListedPage {
  return { objects: list.data.map(({ raw }) => raw), total: list.totalCount };
}
