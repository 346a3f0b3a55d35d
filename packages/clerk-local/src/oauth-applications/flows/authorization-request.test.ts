import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { createInstance } from '../../start/create-instance.ts';
import { createOAuthApplication } from './applications.ts';
import { parseOAuthRequest } from './authorization-request.ts';

const REGISTERED = ['https://program.test/callback', 'com.program:/callback'];

async function start() {
  const { instance } = await createInstance({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: [],
    homeUrl: 'http://acme.localhost:3000',
    signInUrl: 'http://acme.localhost:3000/sign-in',
    signUpUrl: 'http://acme.localhost:3000/sign-up',
    seed: { users: [], organizations: [] },
  });
  const { row } = createOAuthApplication(instance, {
    name: 'Program',
    scopes: ['profile', 'email'],
    redirectUris: REGISTERED,
    isPublic: true,
    consentScreenEnabled: true,
    pkceRequired: false,
  });
  return { instance, clientId: row.clientId };
}

/** Parameters: most are right, some are repeated and some are arbitrary. */
function requestsOf(clientId: string): fc.Arbitrary<URLSearchParams> {
  const value = (...right: string[]) => fc.oneof(fc.constantFrom(...right), fc.string());
  const parameter = fc.oneof(
    fc.tuple(fc.constant('client_id'), value(clientId)),
    fc.tuple(
      fc.constant('redirect_uri'),
      fc.oneof(
        fc.constantFrom(...REGISTERED),
        fc.webUrl(),
        fc.string().map((more) => `${REGISTERED[0]}${more}`),
      ),
    ),
    fc.tuple(fc.constant('response_type'), value('code')),
    fc.tuple(fc.constant('scope'), value('profile', 'email', 'profile email')),
    fc.tuple(fc.constant('state'), value('state-0123456789')),
    fc.tuple(fc.constant('code_challenge'), value('a'.repeat(43))),
    fc.tuple(fc.constant('code_challenge_method'), value('S256', 'plain')),
    fc.tuple(fc.constant('prompt'), value('none', 'login', 'consent')),
    fc.tuple(fc.constant('response_mode'), value('query', 'form_post')),
    fc.tuple(fc.string(), fc.string()),
  );
  const right: [string, string][] = [
    ['client_id', clientId],
    ['redirect_uri', REGISTERED[0] ?? ''],
    ['response_type', 'code'],
    ['code_challenge', 'a'.repeat(43)],
    ['code_challenge_method', 'S256'],
  ];
  return fc
    .tuple(fc.subarray(right), fc.array(parameter, { maxLength: 6 }))
    .map(([some, more]) => new URLSearchParams([...some, ...more]));
}

function parse(instance: Instance, parameters: URLSearchParams) {
  try {
    return parseOAuthRequest(instance, parameters);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

test('for any request a browser is redirected to a registered address or not at all', async () => {
  const { instance, clientId } = await start();
  fc.assert(
    fc.property(requestsOf(clientId), (parameters) => {
      const outcome = parse(instance, parameters);
      if (outcome instanceof ApiError) {
        expect([400, 401]).toContain(outcome.status);
        return;
      }
      const back = 'refusal' in outcome ? outcome.refusal.back : outcome.request.back;
      expect(REGISTERED).toContain(back.redirectUri);
    }),
    { numRuns: 2000 },
  );
});

test('for any request a public client needs PKCE and a scope of its own', async () => {
  const { instance, clientId } = await start();
  let accepted = 0;
  fc.assert(
    fc.property(requestsOf(clientId), (parameters) => {
      const outcome = parse(instance, parameters);
      if (outcome instanceof ApiError || !('request' in outcome)) return;
      accepted += 1;
      expect(outcome.request.codeChallenge).toMatch(/^[\w-]{43}$/);
      expect(parameters.getAll('code_challenge_method').filter(Boolean)).toEqual(['S256']);
      expect(['profile', 'email']).toEqual(expect.arrayContaining([...outcome.request.scopes]));
    }),
    { numRuns: 2000 },
  );
  // At least one request was accepted, so the property is not empty.
  expect(accepted).toBeGreaterThan(0);
});
