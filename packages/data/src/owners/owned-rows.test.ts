import { applyEvent, type Directory } from '@repo/directory';
import { startTemporaryPostgres } from '@repo/directory/temporary-postgres';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROJECTS_PER_OWNER } from '../projects/limits.ts';
import { addProject, listProjects, removeProject } from '../projects/projects.ts';
import { openData } from '../storage/open-data.ts';
import { contracts, messages, projects, tickets } from '../storage/schema.ts';
import { changeSupportPin, readContract } from '../support/contracts.ts';
import { findTicket, listTickets, openTicket } from '../support/tickets.ts';
import { clearDeletedOwners } from './clear-deleted-owners.ts';

const DRAFT = { name: 'Crew', weeklyHours: 40 };
const QUESTION = { subject: 'Feed is late', area: 'Planning', text: 'It is one hour late.' };

describe('on PGlite', () => declare(() => openData({ engine: 'memory' })));

describe('on PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startTemporaryPostgres>> | undefined;
  beforeAll(async () => {
    server = await startTemporaryPostgres();
  });
  afterAll(async () => {
    if (server && !('reason' in server)) await server.close();
  });
  beforeEach((context) => {
    if (server && 'reason' in server) context.skip(server.reason);
  });
  declare(async () => {
    if (!server || 'reason' in server) return openData({ engine: 'memory' });
    return openData({ engine: 'postgres', url: server.url() });
  });
});

function declare(open: () => Promise<Directory>): void {
  let opened: Directory;
  let last = 0;
  /** An owner that no other test has. */
  const owner = (kind: 'user' | 'org' = 'user') => {
    last += 1;
    return `${kind}_${last}`;
  };
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  /** What the tables hold of an owner; the queries of the apps answer nothing for a deleted one. */
  const rowsOf = async (id: string) => [
    ...(await opened.db.select().from(projects).where(eq(projects.ownerId, id))),
    ...(await opened.db.select().from(tickets).where(eq(tickets.customerId, id))),
    ...(await opened.db.select().from(contracts).where(eq(contracts.userId, id))),
  ];

  /** As the webhook route does it: the event and what follows from it are one transaction. */
  const reportDeleted = (type: 'user.deleted' | 'organization.deleted', id: string) =>
    opened.db.transaction(async (tx) => {
      const data = { id, object: type === 'user.deleted' ? 'user' : 'organization', deleted: true };
      await applyEvent(tx, { id: `msg_${id}`, type, data, timestampMs: Date.now() });
      await clearDeletedOwners(tx);
    });

  test('a new owner finds three examples once: removing them all leaves none', async () => {
    const id = owner();
    const found = await Promise.all([1, 2, 3].map(() => listProjects(opened.db, id)));
    expect(found.map((projects) => projects.length)).toEqual([3, 3, 3]);
    for (const project of found[0] ?? []) await removeProject(opened.db, id, project.id);
    expect(await listProjects(opened.db, id)).toEqual([]);
  });

  test('of many projects added at one time no more are kept than the limit allows', async () => {
    const id = owner();
    const added = await Promise.all(Array.from({ length: 25 }, () => addProject(opened.db, id, DRAFT)));
    expect(added.filter((project) => project === 'full').length).toBe(25 - (PROJECTS_PER_OWNER - 3));
    expect((await listProjects(opened.db, id)).length).toBe(PROJECTS_PER_OWNER);
  });

  test('the rows of another owner are not found and cannot be removed', async () => {
    const [own, other] = [owner(), owner('org')];
    const [project] = await listProjects(opened.db, own);
    expect(await removeProject(opened.db, other, project?.id ?? '')).toBe(false);
    expect(await listProjects(opened.db, own)).toContainEqual(project);
    const number = await openTicket(opened.db, { userId: own, actorId: null }, QUESTION);
    expect(await findTicket(opened.db, other, Number(number))).toBeNull();
    expect(await findTicket(opened.db, own, Number(number))).toMatchObject({
      ticket: { subject: 'Feed is late' },
    });
  });

  test('a ticket keeps who wrote it, and who acted as them', async () => {
    const [customer, staff] = [owner(), owner()];
    const number = await openTicket(opened.db, { userId: customer, actorId: staff }, QUESTION);
    const found = await findTicket(opened.db, customer, Number(number));
    expect(found?.messages).toMatchObject([{ side: 'customer', authorId: customer, actorId: staff }]);
  });

  test('a PIN is made once, until it is replaced', async () => {
    const id = owner();
    const [first, second] = await Promise.all([readContract(opened.db, id), readContract(opened.db, id)]);
    expect(first).toEqual(second);
    const pin = await changeSupportPin(opened.db, id);
    expect(await readContract(opened.db, id)).toMatchObject({
      supportPin: pin,
      changedAtMs: expect.any(Number),
    });
  });

  test('user.deleted removes what the user owned; what they wrote for others stays without their id', async () => {
    const [gone, customer] = [owner(), owner()];
    await Promise.all([
      listProjects(opened.db, gone),
      listTickets(opened.db, gone),
      readContract(opened.db, gone),
    ]);
    const number = Number(await openTicket(opened.db, { userId: customer, actorId: gone }, QUESTION));
    await reportDeleted('user.deleted', gone);
    expect(await rowsOf(gone)).toEqual([]);
    expect(await listProjects(opened.db, gone)).toEqual([]);
    expect(await listTickets(opened.db, gone)).toEqual([]);
    expect((await findTicket(opened.db, customer, number))?.messages).toMatchObject([
      { text: QUESTION.text, authorId: customer, actorId: null },
    ]);
    const all = await opened.db.select().from(messages);
    expect(all.filter(({ authorId, actorId }) => authorId === gone || actorId === gone)).toEqual([]);
    // A token is accepted for up to a minute after its user was deleted.
    expect(await addProject(opened.db, gone, DRAFT)).toBe('owner-deleted');
    expect(await openTicket(opened.db, { userId: gone, actorId: null }, QUESTION)).toBe('owner-deleted');
  });

  test('organization.deleted removes its projects, and those of its members stay', async () => {
    const [organization, member] = [owner('org'), owner()];
    await Promise.all([listProjects(opened.db, organization), listProjects(opened.db, member)]);
    await reportDeleted('organization.deleted', organization);
    expect(await rowsOf(organization)).toEqual([]);
    expect((await listProjects(opened.db, member)).length).toBe(3);
  });
}
