import { expect, test } from 'vitest';
import { chooseChromium } from './choose-chromium.ts';

const PLAYWRIGHT = '/cache/chrome';
const SYSTEM = ['/usr/bin/google-chrome', '/usr/bin/chromium'];

interface Machine {
  name: string;
  given?: string;
  /** Programs that work from the start. */
  present?: string[];
  canDownload?: boolean;
  canInstall?: boolean;
  path: string | undefined;
  source?: string;
  /** What was tried, in order. */
  tried: string[];
}

test.each<Machine>([
  {
    name: 'Playwright’s own is there',
    present: [PLAYWRIGHT, ...SYSTEM],
    path: PLAYWRIGHT,
    source: 'playwright',
    tried: [],
  },
  {
    name: 'a system browser wins over a download',
    present: ['/usr/bin/chromium'],
    canDownload: true,
    path: '/usr/bin/chromium',
    source: 'system',
    tried: [],
  },
  {
    name: 'Chrome wins over Chromium',
    present: SYSTEM,
    path: '/usr/bin/google-chrome',
    source: 'system',
    tried: [],
  },
  {
    name: 'a download comes next',
    canDownload: true,
    canInstall: true,
    path: PLAYWRIGHT,
    source: 'download',
    tried: ['download'],
  },
  {
    name: 'then the package',
    canInstall: true,
    path: '/usr/bin/chromium',
    source: 'apt',
    tried: ['download', 'apt'],
  },
  { name: 'nothing works', path: undefined, tried: ['download'] },
  {
    name: 'a given path is used',
    given: '/opt/mine',
    present: ['/opt/mine', PLAYWRIGHT],
    path: '/opt/mine',
    source: 'given',
    tried: [],
  },
  {
    name: 'a given path that does not work is not replaced',
    given: '/opt/none',
    present: [PLAYWRIGHT],
    canDownload: true,
    path: undefined,
    tried: [],
  },
])('$name', async ({ given, present = [], canDownload, canInstall, path, source, tried }) => {
  const working = new Set(present);
  const attempts: string[] = [];
  const found = await chooseChromium({
    given,
    playwright: PLAYWRIGHT,
    system: SYSTEM,
    works: async (candidate) => working.has(candidate),
    download: async () => {
      attempts.push('download');
      if (canDownload) working.add(PLAYWRIGHT);
    },
    installPackage: canInstall
      ? async () => {
          attempts.push('apt');
          working.add('/usr/bin/chromium');
        }
      : undefined,
  });
  expect(found).toEqual(path === undefined ? null : { path, source });
  expect(attempts).toEqual(tried);
});
