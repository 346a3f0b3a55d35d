import { expect, test } from 'vitest';
import { createNonce } from './create-nonce.ts';

test('a thousand nonces are a thousand different ones, of 128 bits each', () => {
  const nonces = Array.from({ length: 1000 }, createNonce);
  expect(new Set(nonces).size).toBe(1000);
  for (const nonce of nonces) expect(atob(nonce)).toHaveLength(16);
});
