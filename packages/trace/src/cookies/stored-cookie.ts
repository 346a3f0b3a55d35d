/** One cookie as a browser keeps it, between the jar's file formats and the jar. */
export interface StoredCookie {
  readonly name: string;
  readonly value: string;
  /** Lower case, without a leading dot. */
  readonly domain: string;
  /** Sent to `domain` alone, not to its subdomains. */
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
  /** Unix seconds; null: until the browser closes. */
  readonly expiresAtSeconds: number | null;
  /** null: the server did not set it, or the file format has no place for it. */
  readonly sameSite: SameSite | null;
}

export type SameSite = 'Strict' | 'Lax' | 'None';
