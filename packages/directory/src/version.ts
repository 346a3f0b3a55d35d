/** What decides which of two states of one object stays; see `schema.ts`. */
export interface Version {
  readonly versionMs: number;
  readonly eventAtMs: number;
  readonly eventTie: string;
  readonly deletedAtMs: number | null;
}
