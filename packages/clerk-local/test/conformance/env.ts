/** What decides where Clerk's descriptions are read, and whether a run without them fails. */
export interface ConformanceEnv {
  /** Folder of the descriptions; undefined: the one that `conformance:fetch` writes. */
  directory: string | undefined;
  isCi: boolean;
}

export function readConformanceEnv(): ConformanceEnv {
  const { CLERK_OPENAPI_DIR: directory, CI } = process.env;
  return { directory: directory || undefined, isCi: CI !== undefined && CI !== '' && CI !== 'false' };
}
