/**
 * What this worker uses of the runtime's own module.
 *
 * @source Cloudflare docs "Importing env as a global", "Durable Object base class", "SQL API".
 */
declare module 'cloudflare:workers' {
  /** Variables are text; a binding of Durable Objects is a namespace. */
  export const env: Readonly<Record<string, string | undefined>> & {
    readonly USER_RECORDS: DurableObjectNamespace;
  };

  export interface DurableObjectNamespace {
    /** The object of a name, made by its first call; what it offers is what its class declares. */
    getByName(name: string): unknown;
  }

  interface SqlStorage {
    exec(
      statement: string,
      ...bindings: readonly (string | number)[]
    ): {
      toArray(): readonly Readonly<Record<string, string | number | null>>[];
    };
  }

  export class DurableObject {
    constructor(ctx: { readonly storage: { readonly sql: SqlStorage } }, env: unknown);
    protected readonly ctx: { readonly storage: { readonly sql: SqlStorage } };
  }
}
