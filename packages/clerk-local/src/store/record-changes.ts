import { AsyncLocalStorage } from 'node:async_hooks';
import type { Store, TableName, TableRows } from './store.ts';
import type { RowChange, Table } from './table.ts';

/** A row of a table whose name is known at run time only. */
export interface AnyRow {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** What one request wrote: by table, then by row id. `before` is from its first write, `after` from its last. */
export type ChangeSet = Map<TableName, Map<string, RowChange<AnyRow>>>;

export interface ChangeRecorder {
  /** Runs `work` and records every write it causes, also after an await; writes of other requests are not recorded. */
  record<Result>(changes: ChangeSet, work: () => Result): Result;
}

/** Listens to every table of a store. */
export function createChangeRecorder(store: Store): ChangeRecorder {
  const current = new AsyncLocalStorage<ChangeSet>();
  for (const [name, table] of tablesOf(store)) {
    table.observe((change) => {
      const changes = current.getStore();
      if (changes) note(changes, name, change);
    });
  }
  return { record: (changes, work) => current.run(changes, work) };
}

/** The changes of one table. */
export function changesOf<Name extends TableName>(
  changes: ChangeSet,
  name: Name,
): RowChange<TableRows[Name]>[] {
  // The recorder stores each change under the table it comes from.
  return [...(changes.get(name)?.values() ?? [])] as unknown as RowChange<TableRows[Name]>[];
}

/** Every table by name; the store's own function is left out. */
export function tablesOf(store: Store): [TableName, Table<AnyRow>][] {
  const { importRows: _importRows, ...tables } = store;
  // Object.entries loses the key types; rows are read by field name only, and each field is checked where it is read.
  return Object.entries(tables) as unknown as [TableName, Table<AnyRow>][];
}

function note(changes: ChangeSet, name: TableName, change: RowChange<AnyRow>): void {
  const rows = changes.get(name) ?? new Map<string, RowChange<AnyRow>>();
  const earlier = rows.get(change.id);
  rows.set(change.id, earlier ? { ...change, before: earlier.before } : change);
  changes.set(name, rows);
}
