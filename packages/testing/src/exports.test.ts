import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const manifest: { exports: Record<string, string> } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/** What each entry point exports, types left out. A change here is a change for everyone who has installed the package. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  '.': ['SSO_TEST_FIXES', 'SsoTestError', 'createSsoTest', 'defineSsoTests'],
  './local-clerk-server': ['localClerkServer'],
  './hostile-return-urls': ['RISKY_KINDS', 'hostileReturnUrls', 'riskiestReturnUrls'],
};

test('every entry point is listed here', () => {
  expect(Object.keys(manifest.exports)).toEqual(Object.keys(EXPORTS));
});

test.each(Object.entries(manifest.exports))('%s exports these names and no others', async (subpath, path) => {
  const exported: object = await import(new URL(`../${path}`, import.meta.url).href);
  expect(Object.keys(exported).sort()).toEqual(EXPORTS[subpath]);
});
