import { readEnvironment } from '@subdomain-sso/auth/environment';
import { expect, test } from 'vitest';
import { clerkPort, GATEWAY_PORT, TEST_PORT } from './ports.ts';

test('the apps expect the gateway on the same port', () => {
  expect(readEnvironment({})).toEqual({ kind: 'local', port: GATEWAY_PORT });
});

test('tests run beside a development stack: no port is used twice', () => {
  const ports = [GATEWAY_PORT, TEST_PORT].flatMap((port) => [port, clerkPort(port)]);
  expect(new Set(ports).size).toBe(4);
});
