import { expect, test } from 'vitest';
import { hostileReturnUrls, RISKY_KINDS, riskiestReturnUrls } from './hostile-return-urls.ts';

const APPS = [
  'http://web.acme.localhost:4000',
  'https://web.acme.example',
  'https://web-git-x-team.vercel.app',
];

test.each(APPS)('for %s there are at least 80, all different, and nothing is left to fill in', (app) => {
  const values = hostileReturnUrls(app);
  expect(values.length).toBeGreaterThanOrEqual(80);
  expect(new Set(values).size).toBe(values.length);
  expect(values.filter((value) => /\{\w+\}/.test(value))).toEqual([]);
});

test('hosts that look like the app are made of its own name', () => {
  const values = hostileReturnUrls('http://web.acme.localhost:4000');
  expect(values).toEqual(
    expect.arrayContaining([
      'http://evil.acme.localhost:4000/',
      'http://acme.localhost.evil.test/',
      'http://web.acme.localhost:4000@evil.test',
      'http://рweb.acme.localhost:4000/',
    ]),
  );
});

test.each(APPS)('the riskiest for %s are some of them', (app) => {
  const values = riskiestReturnUrls(app);
  expect(Object.keys(values)).toEqual(RISKY_KINDS);
  expect(hostileReturnUrls(app)).toEqual(expect.arrayContaining(Object.values(values)));
});
