/** A Cookie header, parsed. Values are as they came: nothing is decoded. */
export interface Cookies {
  /** Raw header; empty: none came. */
  readonly header: string;
  /** By name, the first of each, as Clerk's SDK reads them. */
  readonly values: ReadonlyMap<string, string>;
  /** Names that came twice with different values. */
  readonly ambiguousNames: ReadonlySet<string>;
}

/**
 * Parses a Cookie header. It is the only parser of cookies in this package.
 *
 * @param header null: none came.
 * @source RFC 6265 section 4.2.1; section 5.4: cookies of the same name are all sent; `cookie` 1.1.1 `parse` (first wins).
 */
export function parseCookies(header: string | null): Cookies {
  const values = new Map<string, string>();
  const ambiguousNames = new Set<string>();
  for (const pair of (header ?? '').split(';')) {
    const end = pair.indexOf('=');
    const name = end < 1 ? '' : pair.slice(0, end).trim();
    if (name === '') continue;
    const value = pair.slice(end + 1).trim();
    const first = values.get(name);
    if (first === undefined) values.set(name, value);
    else if (first !== value) ambiguousNames.add(name);
  }
  return { header: header ?? '', values, ambiguousNames };
}

/**
 * Removes cookies from a Cookie header. The others stay byte for byte as they came, duplicates included: a value that is
 * decoded and written again could turn an encoded ";" into another cookie.
 *
 * @param isRemoved Picks cookies by name.
 * @returns The header's new value; empty where no cookie is left.
 */
export function removeCookies(header: string, isRemoved: (name: string) => boolean): string {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !isRemoved(pair.split('=', 1)[0]?.trim() ?? ''))
    .join('; ');
}
