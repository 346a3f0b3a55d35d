/** The ways to a browser, in the order they are tried. */
export type BrowserSource = 'given' | 'playwright' | 'system' | 'download' | 'apt';

export interface BrowserOptions {
  /** SSO_CHROMIUM: the path that the caller has chosen. */
  readonly given: string | undefined;
  /** Path of Playwright's own browser after a download. */
  readonly playwright: string;
  /** Usual paths of Chrome and Chromium, best first. */
  readonly system: readonly string[];
  /** Whether a program is there and starts. */
  readonly works: (path: string) => Promise<boolean>;
  /** Tries to download Playwright's own. */
  readonly download: () => Promise<void>;
  /** Installs the distribution's package; undefined where that is not possible. */
  readonly installPackage: (() => Promise<void>) | undefined;
}

/**
 * Finds a Chromium, and only then installs one. An installed browser wins over a download, which may hang where the
 * network is closed.
 *
 * @returns null when every way failed, or the given one does not work.
 */
export async function chooseChromium(
  options: BrowserOptions,
): Promise<{ path: string; source: BrowserSource } | null> {
  const { given, playwright, system, works, download, installPackage } = options;
  const firstWorking = async (paths: readonly string[], source: BrowserSource) => {
    for (const path of paths) if (await works(path)) return { path, source };
    return null;
  };
  if (given) return firstWorking([given], 'given');
  const installed =
    (await firstWorking([playwright], 'playwright')) ?? (await firstWorking(system, 'system'));
  if (installed) return installed;
  await download();
  const downloaded = await firstWorking([playwright], 'download');
  if (downloaded || !installPackage) return downloaded;
  await installPackage();
  return firstWorking(system, 'apt');
}
