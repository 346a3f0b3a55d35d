import { expect, test } from 'vitest';
import { readProbeIntervalMs } from './read-outage-variables.ts';

const LOCAL = 'http://127.0.0.1:4000/v1/health';

test.each([
  { name: 'not set', text: undefined, url: LOCAL, expected: undefined },
  { name: 'the local Clerk', text: '100', url: LOCAL, expected: 100 },
  { name: 'the local Clerk by name', text: '100', url: 'http://clerk.acme.localhost:3000/', expected: 100 },
  { name: 'a Clerk elsewhere', text: '100', url: 'https://clerk.acme.test/', expected: undefined },
  {
    name: 'a name that only ends in the same letters',
    text: '100',
    url: 'https://notlocalhost/',
    expected: undefined,
  },
])('SSO_OUTAGE_PROBE_MS: $name', ({ text, url, expected }) => {
  expect(readProbeIntervalMs({ SSO_OUTAGE_PROBE_MS: text }, url)).toBe(expected);
});

test.each(['', 'soon', '-1', '1.5', '1000000'])('SSO_OUTAGE_PROBE_MS="%s" is not set or refused', (text) => {
  const read = () => readProbeIntervalMs({ SSO_OUTAGE_PROBE_MS: text }, LOCAL);
  if (text === '') expect(read()).toBeUndefined();
  else expect(read).toThrow(expect.objectContaining({ code: 'invalid_environment' }));
});
