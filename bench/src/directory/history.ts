import { describeDeleted, describeObject, KINDS, type Kind, type Moment } from './clerk-object.ts';
import { createRandom, pick, type Random } from './random.ts';

/** One webhook message; copies of it have the same id. */
export interface Message {
  /** `svix-id`. */
  readonly id: string;
  /** JSON of the event. */
  readonly body: string;
}

/** What happened in a Clerk instance, the deliveries about it, and the rows at the end. */
export interface History {
  /** In the order of arrival: copies among them. */
  readonly deliveries: readonly Message[];
  /** Without the copies. */
  readonly events: number;
  /** Ids of all messages. */
  readonly ids: ReadonlySet<string>;
  /** Every object's final row. */
  readonly truth: Readonly<Record<Kind, readonly Readonly<Record<string, unknown>>[]>>;
}

export interface HistoryOptions {
  /** Copies included. */
  readonly deliveries: number;
  readonly objects: number;
  readonly seed: number;
}

/** A fifth of the deliveries are copies of others. */
const COPIES_SHARE = 0.2;
/** Deliveries arrive up to this much later than their event, each by itself. */
const SHUFFLED_WITHIN_MS = 10 * 60_000;
/** Two events of one object are at most this far apart: most of them change places on the way. */
const LONGEST_GAP_MS = 4 * 60_000;
const STARTS_WITHIN_MS = 2 * 60 * 60_000;
const BEGIN_MS = 1_750_000_000_000;

/** Makes up the life of some objects, each created, changed and some of them deleted, and shuffles the deliveries. */
export function buildHistory({ deliveries: total, objects, seed }: HistoryOptions): History {
  const random = createRandom(seed);
  const events = Math.round(total * (1 - COPIES_SHARE));
  const truth: Record<Kind, Readonly<Record<string, unknown>>[]> = {
    user: [],
    organization: [],
    membership: [],
    session: [],
  };
  const arrivals: { readonly message: Message; readonly atMs: number }[] = [];
  const kinds = Array.from({ length: objects }, (_, index) => kindOf(index));
  const lengths = shareOut(events, kinds, random);
  for (const [index, kind] of kinds.entries()) {
    const life = live(kind, `${kind}_${index}`, lengths[index] ?? 1, random);
    truth[kind].push(life.row);
    arrivals.push(...life.arrivals);
  }
  const copies = Array.from({ length: total - arrivals.length }, () => arrivals[pick(random, events)]);
  const deliveries = [...arrivals, ...copies.filter((copy) => copy !== undefined)]
    .map(({ message, atMs }) => ({ message, arrivesAtMs: atMs + random() * SHUFFLED_WITHIN_MS }))
    .toSorted((left, right) => left.arrivesAtMs - right.arrivesAtMs)
    .map(({ message }) => message);
  return { deliveries, events, ids: new Set(arrivals.map(({ message }) => message.id)), truth };
}

/** Of ten objects: five people, one organization, three memberships, one session. */
function kindOf(index: number): Kind {
  const place = index % 10;
  return KINDS[place < 5 ? 0 : place < 6 ? 1 : place < 9 ? 2 : 3];
}

/** How many events each object has, at least one; sessions at most two, as they only begin and end. */
function shareOut(events: number, kinds: readonly Kind[], random: Random): readonly number[] {
  const lengths: number[] = kinds.map((kind) => (kind === 'session' && random() < 0.7 ? 2 : 1));
  let left = events - lengths.reduce((sum, length) => sum + length, 0);
  while (left > 0) {
    const index = pick(random, kinds.length);
    if (kinds[index] === 'session') continue;
    lengths[index] = (lengths[index] ?? 0) + 1;
    left -= 1;
  }
  return lengths;
}

const SUBJECTS: Readonly<Record<Kind, string>> = {
  user: 'user',
  organization: 'organization',
  membership: 'organizationMembership',
  session: 'session',
};

function live(kind: Kind, id: string, length: number, random: Random) {
  const createdAtMs = BEGIN_MS + pick(random, STARTS_WITHIN_MS);
  const isDeleted = kind !== 'session' && length > 1 && random() < 0.25;
  let moment: Moment = { id, version: 0, atMs: createdAtMs, createdAtMs };
  const arrivals = [deliveryOf(kind, 'created', moment)];
  for (let version = 1; version < length; version++) {
    const isEnd = version === length - 1;
    moment = { ...moment, version, atMs: moment.atMs + 1 + pick(random, LONGEST_GAP_MS) };
    arrivals.push(
      deliveryOf(kind, kind === 'session' ? 'ended' : isEnd && isDeleted ? 'deleted' : 'updated', moment),
    );
  }
  return { arrivals, row: isDeleted ? describeDeleted(kind, moment) : describeObject(kind, moment).row };
}

function deliveryOf(kind: Kind, verb: string, moment: Moment): { message: Message; atMs: number } {
  const { id, version, atMs } = moment;
  const data = verb === 'deleted' ? { id, object: kind, deleted: true } : describeObject(kind, moment).data;
  const event = { object: 'event', type: `${SUBJECTS[kind]}.${verb}`, timestamp: atMs, data };
  return { message: { id: `msg_${id}_${version}`, body: JSON.stringify(event) }, atMs };
}
