import { DurableObject } from 'cloudflare:workers';
import { CALLS_PER_HOUR, hourOf, toUsage, type Usage } from './usage.ts';

/** Whether a call was counted; if not, the limit of the hour is reached. */
export interface Counted {
  readonly isAllowed: boolean;
  readonly usage: Usage;
}

/** What a route may ask of a user's record. */
export interface UserRecordCalls {
  count(caller: string, nowMs: number): Promise<Counted>;
  lessonsDone(course: string): Promise<readonly string[]>;
  markDone(course: string, lesson: string, nowMs: number): Promise<readonly string[]>;
}

/** @param userId From a verified token. */
export type RecordOf = (userId: string) => UserRecordCalls;

/**
 * What the API keeps about one user: the lessons that are done, and the calls of the current hour. One Durable Object per user, so
 * that calls from anywhere are counted in one place, one after the other; its storage is SQLite, and an answer leaves the object only
 * after what it wrote is stored.
 *
 * @source Cloudflare docs, Durable Objects: "SQLite-backed Durable Object Storage", "Output gates".
 */
export class UserRecord extends DurableObject implements UserRecordCalls {
  constructor(...parameters: ConstructorParameters<typeof DurableObject>) {
    super(...parameters);
    const { sql } = this.ctx.storage;
    sql.exec(
      'create table if not exists lessons (course text, lesson text, done_at_ms integer, primary key (course, lesson))',
    );
    sql.exec(
      'create table if not exists calls (hour_ms integer, caller text, count integer, primary key (hour_ms, caller))',
    );
  }

  /** Counts one call, unless the limit is reached. Counts of earlier hours are removed. */
  async count(caller: string, nowMs: number): Promise<Counted> {
    const { sql } = this.ctx.storage;
    const hourMs = hourOf(nowMs);
    sql.exec('delete from calls where hour_ms <> ?', hourMs);
    const before = this.#usage(hourMs);
    if (before.calls >= CALLS_PER_HOUR) return { isAllowed: false, usage: before };
    sql.exec(
      'insert into calls values (?, ?, 1) on conflict do update set count = count + 1',
      hourMs,
      caller,
    );
    return { isAllowed: true, usage: this.#usage(hourMs) };
  }

  async lessonsDone(course: string): Promise<readonly string[]> {
    const rows = this.ctx.storage.sql.exec('select lesson from lessons where course = ?', course).toArray();
    return rows.map(({ lesson }) => String(lesson));
  }

  /** Marks a lesson as done; a second time changes nothing. @returns As `lessonsDone`. */
  async markDone(course: string, lesson: string, nowMs: number): Promise<readonly string[]> {
    this.ctx.storage.sql.exec('insert or ignore into lessons values (?, ?, ?)', course, lesson, nowMs);
    return this.lessonsDone(course);
  }

  #usage(hourMs: number): Usage {
    const rows = this.ctx.storage.sql
      .exec('select caller, count from calls where hour_ms = ? order by caller', hourMs)
      .toArray();
    return toUsage(
      hourMs,
      Object.fromEntries(rows.map(({ caller, count }) => [String(caller), Number(count)])),
    );
  }
}
