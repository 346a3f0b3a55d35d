/** Rows of one kind by id. Rows are values: to change one, `set` a new row. */
export interface Table<Row extends { id: string }> {
  get(id: string): Row | undefined;
  set(row: Row): Row;
  /** Writes `changes` over the stored row. @throws {Error} there is no such row: a defect of this package, not a wrong input. */
  patch(id: string, changes: Partial<Row>): Row;
  /** @returns whether the row existed. */
  delete(id: string): boolean;
  /** In insertion order; oldest first. */
  list(where?: (row: Row) => boolean): Row[];
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

/** Makes an empty table that reports each write to `onChange`. */
export function createTable<Row extends { id: string }>(onChange: () => void): Table<Row> {
  const rows = new Map<string, Row>();
  const list = (where?: (row: Row) => boolean) => {
    const all = [...rows.values()];
    return where ? all.filter(where) : all;
  };
  const observers: ((change: RowChange<Row>) => void)[] = [];
  const report = (change: RowChange<Row>) => {
    onChange();
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
    find: (where) => list().find(where),
    count: (where) => list(where).length,
    replaceAll: (replacement = []) => {
      rows.clear();
      for (const row of replacement) rows.set(row.id, row);
      onChange();
    },
    observe: (observer) => {
      observers.push(observer);
    },
  };
}
