import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildEvent, NAME_COLUMNS } from '../fixtures/clerk-objects.fixture.ts';
import { type Engine, empty, onEachEngine, onPostgres } from '../fixtures/engines.fixture.ts';
import { TABLES } from '../objects/merge-statement.ts';
import type { ObjectKind } from '../objects/mirrored-objects.ts';
import { receivedEvents } from '../storage/schema.ts';
import { applyEvent, type DeliveredEvent } from './apply-event.ts';

const KINDS = ['user', 'organization', 'membership', 'session'] as const;
const T0 = 1_750_000_000_000;
/** Each run fills and empties a database. `pnpm test --full` makes more of them. */
const RUNS = process.env.SSO_TEST_FULL === '1' ? 40 : 10;

/** One object's life: what the last of its events says is the truth. */
interface Life {
  readonly kind: ObjectKind;
  /** Milliseconds between one event and the next. Of the first two, an update may come in the creation's own millisecond. */
  readonly gaps: readonly number[];
  readonly isDeleted: boolean;
}

const life: fc.Arbitrary<Life> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    first: fc.nat({ max: 3 }),
    gaps: fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 4 }),
    isDeleted: fc.boolean(),
  })
  .map(({ kind, first, gaps, isDeleted }) => ({ kind, gaps: [first, ...gaps], isDeleted }));

/** Lives, and the order in which their events arrive: each at least once, some twice or thrice. */
interface History {
  readonly lives: readonly Life[];
  readonly order: Iterator<number>;
  readonly copies: Iterator<number>;
}

const history: fc.Arbitrary<History> = fc.record({
  lives: fc.array(life, { minLength: 1, maxLength: 5 }),
  order: fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })),
  copies: fc.infiniteStream(fc.constantFrom(1, 1, 1, 2, 3)),
});

interface Truth {
  readonly kind: ObjectKind;
  readonly id: string;
  readonly name: string | null;
  readonly deletedAtMs: number | null;
}

function eventsOf(
  { kind, gaps, isDeleted }: Life,
  index: number,
): { events: DeliveredEvent[]; truth: Truth } {
  const id = `${kind}_${index}`;
  let atMs = T0;
  let name = 'v0';
  const events = [buildEvent(kind, 'created', { id, name, atMs, eventId: `${index}-0` })];
  for (const [number, gap] of gaps.entries()) {
    atMs += gap;
    name = `v${number + 1}`;
    events.push(buildEvent(kind, 'updated', { id, name, atMs, eventId: `${index}-${number + 1}` }));
  }
  if (!isDeleted) return { events, truth: { kind, id, name, deletedAtMs: null } };
  atMs += 1;
  events.push(buildEvent(kind, 'deleted', { id, atMs, eventId: `${index}-end` }));
  return { events, truth: { kind, id, name: null, deletedAtMs: atMs } };
}

function arrivals({ lives, order, copies }: History): {
  deliveries: DeliveredEvent[];
  events: number;
  truth: Truth[];
} {
  const written = lives.map(eventsOf);
  const events = written.flatMap((each) => each.events);
  const deliveries = events.flatMap((event) =>
    Array.from({ length: copies.next().value ?? 1 }, () => ({ event, rank: order.next().value ?? 0 })),
  );
  return {
    deliveries: deliveries.toSorted((left, right) => left.rank - right.rank).map(({ event }) => event),
    events: events.length,
    truth: written.map((each) => each.truth).toSorted((left, right) => (left.id < right.id ? -1 : 1)),
  };
}

async function readRows(engine: Engine): Promise<Truth[]> {
  const rows: Truth[] = [];
  for (const kind of KINDS) {
    for (const row of await engine.directory().db.select().from(TABLES[kind])) {
      // Each table has the column of its kind; TypeScript does not relate the two.
      const name = (row as Record<string, unknown>)[NAME_COLUMNS[kind]] as string | null;
      rows.push({ kind, id: row.id, name, deletedAtMs: row.deletedAtMs });
    }
  }
  return rows.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

onEachEngine((engine) => {
  test('any order of any number of copies ends with the truth', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (input) => {
        await empty(engine.directory());
        const { deliveries, events, truth } = arrivals(input);
        const outcomes: string[] = [];
        for (const event of deliveries) outcomes.push(await applyEvent(engine.directory().db, event));
        expect(await readRows(engine)).toEqual(truth);
        expect(outcomes.filter((outcome) => outcome !== 'duplicate')).toHaveLength(events);
        expect(await engine.directory().db.$count(receivedEvents)).toBe(events);
      }),
      { numRuns: RUNS },
    );
  });
});

onPostgres((engine) => {
  test('four writers at one time end with the truth, too', async () => {
    const writers = await Promise.all([1, 2, 3, 4].map(() => engine.openSecond({ migrate: false })));
    try {
      await fc.assert(
        fc.asyncProperty(history, async (input) => {
          await empty(engine.directory());
          const { deliveries, events, truth } = arrivals(input);
          // Every writer has every delivery, each from another place on: the same event is in several hands at one time.
          const outcomes = await Promise.all(
            writers.map(async ({ db }, writer) => {
              const start = Math.floor((writer * deliveries.length) / writers.length);
              const seen: string[] = [];
              for (const event of [...deliveries.slice(start), ...deliveries.slice(0, start)]) {
                seen.push(await applyEvent(db, event));
              }
              return seen;
            }),
          );
          expect(await readRows(engine)).toEqual(truth);
          expect(outcomes.flat().filter((outcome) => outcome !== 'duplicate')).toHaveLength(events);
        }),
        { numRuns: RUNS },
      );
    } finally {
      await Promise.all(writers.map((writer) => writer.close()));
    }
  });
});
