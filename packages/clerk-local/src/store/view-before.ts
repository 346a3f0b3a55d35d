import { type AnyRow, type ChangeSet, tablesOf } from './record-changes.ts';
import type { Store } from './store.ts';
import type { RowChange, Table } from './table.ts';

/**
 * Shows a store as it was before some changes, without copying it, so that rows related to a deleted row can be looked up.
 * Read-only: a write throws, because it would be lost.
 */
export function viewBefore(store: Store, changes: ChangeSet): Store {
  const tables = tablesOf(store).map(([name, table]) => {
    const rows = changes.get(name);
    return [name, rows ? viewTable(table, rows) : table] as const;
  });
  // One view for each table, by the same name: it has the shape of the store.
  return { ...store, ...Object.fromEntries(tables) } as Store;
}

function viewTable(table: Table<AnyRow>, changed: ReadonlyMap<string, RowChange<AnyRow>>): Table<AnyRow> {
  const all = () => {
    const kept = table.list().flatMap((row) => {
      const change = changed.get(row.id);
      return change ? (change.before ?? []) : row;
    });
    const gone = [...changed.values()].flatMap(({ id, before }) => (table.get(id) ? [] : (before ?? [])));
    return [...kept, ...gone];
  };
  const list = (where: (row: AnyRow) => boolean = () => true) => all().filter(where);
  const listBy = (field: string, value: unknown): AnyRow[] => {
    const kept = table.listBy(field, value).filter(({ id }) => !changed.has(id));
    const then = [...changed.values()].flatMap(({ before }) =>
      before && before[field] === value ? before : [],
    );
    return [...kept, ...then];
  };
  return {
    ...table,
    get: (id) => (changed.has(id) ? changed.get(id)?.before : table.get(id)),
    list,
    listBy,
    countBy: (field, value) => listBy(field, value).length,
    latestBy: (field, value) => listBy(field, value).at(-1),
    find: (where) => all().find(where),
    count: (where) => list(where).length,
    set: refuse,
    patch: refuse,
    delete: refuse,
    replaceAll: refuse,
  };
}

function refuse(): never {
  throw new Error('A view of the past cannot be written.');
}
