import { expect, test } from 'vitest';
import { createNonce } from './nonce.ts';

test('each nonce has 128 bits of its own, also where they are drawn together', () => {
  const nonces = Array.from({ length: 1_000 }, () => createNonce());
  expect(new Set(nonces).size).toBe(1_000);
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  // Every bit is drawn: over so many nonces none is always the same.
  const bytes = nonces.map((nonce) => Buffer.from(nonce, 'base64'));
  for (let index = 0; index < 16; index += 1)
    expect(new Set(bytes.map((each) => each[index])).size).toBeGreaterThan(200);
});
