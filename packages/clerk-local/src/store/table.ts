/** Rows of one kind by id. Rows are values: to change one, `set` a new row. */
export interface Table<Row extends { id: string }> {
  get(id: string): Row | undefined;
  set(row: Row): Row;
  /** Writes `changes` over the stored row. @throws {Error} there is no such row: a defect of this package, not a wrong input. */
  patch(id: string, changes: Partial<Row>): Row;
  /** @returns whether the row existed. */
  delete(id: string): boolean;
  /** In insertion order; oldest first. Reads every row: for a value of one field use `listBy`. */
  list(where?: (row: Row) => boolean): Row[];
  /** Rows whose field has this value, oldest first. The first call indexes the field, so the number of other rows costs nothing. */
  listBy<Field extends keyof Row & string>(field: Field, value: Row[Field]): Row[];
  countBy<Field extends keyof Row & string>(field: Field, value: Row[Field]): number;
  /** The newest of `listBy`, without reading the others. */
  latestBy<Field extends keyof Row & string>(field: Field, value: Row[Field]): Row | undefined;
  find(where: (row: Row) => boolean): Row | undefined;
  count(where?: (row: Row) => boolean): number;
  replaceAll(rows: readonly Row[] | undefined): void;
  /** Calls back after each write of one row; `replaceAll` is not reported, because it loads a state and is not a change. */
  observe(onRowChange: (change: RowChange<Row>) => void): void;
}

/** One write: `before` undefined: the row is new; `after` undefined: it was deleted. */
export interface RowChange<Row> {
  id: string;
  before: Row | undefined;
  after: Row | undefined;
}

/** Ids of the rows that have a value, by value. Most values are of one row, whose id needs no array. */
type FieldIndex = Map<unknown, string | string[]>;

/** Makes an empty table. */
export function createTable<Row extends { id: string }>(): Table<Row> {
  const rows = new Map<string, Row>();
  const indexes = new Map<keyof Row & string, FieldIndex>();
  const observers: ((change: RowChange<Row>) => void)[] = [];
  const list = (where?: (row: Row) => boolean) => {
    const all = [...rows.values()];
    return where ? all.filter(where) : all;
  };
  const idsBy = (field: keyof Row & string, value: unknown): readonly string[] => {
    const index = indexes.get(field) ?? buildIndex(rows, field);
    indexes.set(field, index);
    const ids = index.get(value) ?? [];
    return typeof ids === 'string' ? [ids] : ids;
  };
  const report = (change: RowChange<Row>) => {
    for (const [field, index] of indexes) moveInIndex(index, field, change);
    for (const observer of observers) observer(change);
  };
  const set = (row: Row) => {
    const before = rows.get(row.id);
    rows.set(row.id, row);
    report({ id: row.id, before, after: row });
    return row;
  };
  return {
    get: (id) => rows.get(id),
    set,
    patch: (id, changes) => {
      const row = rows.get(id);
      if (!row) throw new Error(`No row ${id} to change.`);
      return set({ ...row, ...changes });
    },
    delete: (id) => {
      const before = rows.get(id);
      if (before === undefined) return false;
      rows.delete(id);
      report({ id, before, after: undefined });
      return true;
    },
    list,
    listBy: (field, value) => idsBy(field, value).flatMap((id) => rows.get(id) ?? []),
    countBy: (field, value) => idsBy(field, value).length,
    latestBy: (field, value) => rows.get(idsBy(field, value).at(-1) ?? ''),
    find: (where) => {
      for (const row of rows.values()) if (where(row)) return row;
      return undefined;
    },
    count: (where) => (where ? list(where).length : rows.size),
    replaceAll: (replacement = []) => {
      rows.clear();
      indexes.clear();
      for (const row of replacement) rows.set(row.id, row);
    },
    observe: (observer) => {
      observers.push(observer);
    },
  };
}

function buildIndex<Row extends { id: string }>(
  rows: ReadonlyMap<string, Row>,
  field: keyof Row & string,
): FieldIndex {
  const index: FieldIndex = new Map();
  for (const row of rows.values()) addToIndex(index, row[field], row.id);
  return index;
}

function moveInIndex<Row>(
  index: FieldIndex,
  field: keyof Row & string,
  { id, before, after }: RowChange<Row>,
): void {
  if (before && after && before[field] === after[field]) return;
  if (before) removeFromIndex(index, before[field], id);
  if (after) addToIndex(index, after[field], id);
}

function addToIndex(index: FieldIndex, value: unknown, id: string): void {
  const ids = index.get(value);
  if (ids === undefined) index.set(value, id);
  else if (typeof ids === 'string') index.set(value, [ids, id]);
  else ids.push(id);
}

function removeFromIndex(index: FieldIndex, value: unknown, id: string): void {
  const ids = index.get(value);
  if (ids === undefined || ids === id) return void index.delete(value);
  if (typeof ids === 'string') return;
  // A value that every row has, such as null, keeps one list: the newest row is the one most often removed.
  const position = ids.lastIndexOf(id);
  if (position >= 0) ids.splice(position, 1);
  if (ids.length === 0) index.delete(value);
}
