/** A version of a dependency that an app has, and where it was read. Paths are relative to the target. */
export interface VersionFound {
  /** As declared; what a catalog has, where the declaration names one. */
  readonly range: string;
  /** Where the range is written: a package.json, or the file of the catalog. */
  readonly file: string;
  readonly line: number;
  /** Exact; null: nothing says what is installed, or what is installed is not of the range. */
  readonly installed: string | null;
  /** `pnpm-lock.yaml`, `node_modules`; null with `installed`. */
  readonly installedBy: string | null;
}

/** Null: the app does not depend on it, neither itself nor through packages of the workspace. */
export interface AppVersions {
  readonly next: VersionFound | null;
  readonly react: VersionFound | null;
  /** Of `@clerk/nextjs`. */
  readonly clerk: VersionFound | null;
  readonly typescript: VersionFound | null;
}
