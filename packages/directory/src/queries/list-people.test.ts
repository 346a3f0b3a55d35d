import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyEvent } from '../events/apply-event.ts';
import { openMigratedPglite } from '../fixtures/engines.fixture.ts';
import type { Directory } from '../storage/open-directory.ts';
import { listOrganizations, listPeople, type PeopleFilter } from './list-people.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let directory: Directory;
let deliveries = 0;

function deliver(type: string, data: object): Promise<unknown> {
  deliveries += 1;
  return applyEvent(directory.db, { id: `msg_${deliveries}`, type, timestampMs: deliveries, data });
}

function person(id: string, firstName: string | null, lastName: string | null, day: number): object {
  const email = `${id}@acme.test`;
  return {
    id: `user_${id}`,
    first_name: firstName,
    last_name: lastName,
    primary_email_address_id: `idn_${id}`,
    email_addresses: [{ id: `idn_${id}`, email_address: email }],
    created_at: day * DAY_MS,
    updated_at: day * DAY_MS,
  };
}

function membership(userId: string, organizationId: string): object {
  return {
    id: `orgmem_${userId}_${organizationId}`,
    role: 'org:member',
    organization: { id: organizationId },
    public_user_data: { user_id: userId },
    created_at: 1,
    updated_at: 1,
  };
}

beforeAll(async () => {
  directory = await openMigratedPglite();
  // Before the users and organizations that they are about: deliveries come in any order.
  await deliver('organizationMembership.created', membership('user_ada', 'org_acme'));
  await deliver('organizationMembership.created', membership('user_gone', 'org_acme'));
  await deliver('organizationMembership.created', membership('user_grace', 'org_closed'));
  await deliver('organization.created', { id: 'org_acme', name: 'Acme', slug: 'acme', updated_at: 1 });
  await deliver('organization.created', { id: 'org_closed', name: 'Closed', slug: 'closed', updated_at: 1 });
  await deliver('organization.deleted', { id: 'org_closed' });
  await deliver('user.created', person('ada', 'Ada', 'Lovelace', 1));
  await deliver('user.created', person('grace', 'Grace', 'Hopper', 2));
  await deliver('user.created', person('percent', '100%', 'Sure_Thing', 3));
  await deliver('user.created', person('nameless', null, null, 3));
  await deliver('user.created', person('gone', 'Gone', 'Person', 4));
  await deliver('user.deleted', { id: 'user_gone' });
});
afterAll(() => directory.close());

async function ids(filter: PeopleFilter): Promise<string[]> {
  const { people } = await listPeople(directory.db, filter);
  return people.map(({ id }) => id.replace('user_', ''));
}

test('newest first; deleted people are not listed', async () => {
  expect(await ids({})).toEqual(['percent', 'nameless', 'grace', 'ada']);
});

describe('filters', () => {
  test.each<{ name: string; filter: PeopleFilter; found: string[] }>([
    { name: 'part of a name, any case', filter: { search: 'LOVE' }, found: ['ada'] },
    { name: 'across first and last name', filter: { search: 'ce hop' }, found: ['grace'] },
    { name: 'an e-mail address', filter: { search: 'nameless@' }, found: ['nameless'] },
    { name: 'a whole id', filter: { search: 'user_grace' }, found: ['grace'] },
    { name: 'a percent sign is a percent sign', filter: { search: '0%' }, found: ['percent'] },
    { name: 'an underscore is an underscore', filter: { search: 'e_t' }, found: ['percent'] },
    { name: 'a backslash is a backslash', filter: { search: String.raw`\ ` }, found: [] },
    { name: 'SQL is text', filter: { search: "' or 1=1 --" }, found: [] },
    { name: 'NUL is in no text', filter: { search: '\0' }, found: [] },
    { name: 'half of a surrogate pair is in no text', filter: { search: 'ada\uD800' }, found: [] },
    { name: 'NUL is in no slug', filter: { organizationSlug: 'acme\0' }, found: [] },
    { name: 'an organization', filter: { organizationSlug: 'acme' }, found: ['ada'] },
    { name: 'a deleted organization', filter: { organizationSlug: 'closed' }, found: [] },
    { name: 'from a time on', filter: { createdFromMs: 3 * DAY_MS }, found: ['percent', 'nameless'] },
    { name: 'before a time', filter: { createdBeforeMs: 2 * DAY_MS }, found: ['ada'] },
    {
      name: 'everything given',
      filter: { search: 'a', createdFromMs: 2 * DAY_MS, createdBeforeMs: 3 * DAY_MS },
      found: ['grace'],
    },
  ])('$name', async ({ filter, found }) => {
    expect(await ids(filter)).toEqual(found);
  });
});

test.each([1, 2, 3, 4, 5])('pages of %i hold everybody once, in one order', async (limit) => {
  const seen: string[] = [];
  let page = await listPeople(directory.db, {}, { limit });
  seen.push(...page.people.map(({ id }) => id));
  while (page.next) {
    page = await listPeople(directory.db, {}, { limit, after: page.next });
    seen.push(...page.people.map(({ id }) => id));
  }
  expect(seen).toEqual(['user_percent', 'user_nameless', 'user_grace', 'user_ada']);
});

test('a person comes with name, address and organizations', async () => {
  const { people } = await listPeople(directory.db, { search: 'user_ada' });
  expect(people).toEqual([
    {
      id: 'user_ada',
      name: 'Ada Lovelace',
      username: null,
      email: 'ada@acme.test',
      createdAtMs: DAY_MS,
      lastActiveAtMs: null,
      isBanned: false,
      organizations: [{ slug: 'acme', name: 'Acme', role: 'org:member' }],
    },
  ]);
});

test('organizations to filter by: those that exist', async () => {
  expect(await listOrganizations(directory.db)).toEqual([{ slug: 'acme', name: 'Acme' }]);
});
