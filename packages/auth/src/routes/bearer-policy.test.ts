import { describe, expect, test } from 'vitest';
import { buildPublishableKey } from '../environment/browser-settings.ts';
import { acme } from '../registry/acme.fixture.ts';
import { type BearerVariables, resolveBearerPolicy } from './bearer-policy.ts';

const live = buildPublishableKey('clerk.acme.example');

describe('an API’s policy', () => {
  test.each<{ name: string; variables: BearerVariables; issuers: string[]; keys: object; parties: string[] }>(
    [
      {
        name: 'production: the instance of the publishable key, and its published keys',
        variables: { SSO_ENVIRONMENT: 'production', CLERK_PUBLISHABLE_KEY: live },
        issuers: ['https://clerk.acme.example'],
        keys: { jwksUrl: 'https://clerk.acme.example/.well-known/jwks.json' },
        parties: ['https://platform.acme.example', 'https://academy.acme.example'],
      },
      {
        name: 'a PEM key is used in place of published ones; a proxy is an issuer, too',
        variables: {
          SSO_ENVIRONMENT: 'production',
          CLERK_PUBLISHABLE_KEY: live,
          CLERK_JWT_KEY: 'PEM',
          CLERK_PROXY_URL: 'https://acme.example/__clerk',
        },
        issuers: ['https://clerk.acme.example', 'https://acme.example/__clerk'],
        keys: { jwtKey: 'PEM' },
        parties: ['https://platform.acme.example', 'https://academy.acme.example'],
      },
      {
        name: 'local: the local Clerk',
        variables: {
          SSO_ENVIRONMENT: 'local',
          SSO_LOCAL_PORT: '4000',
          CLERK_JWKS_URL: 'http://127.0.0.1:4001/j',
        },
        issuers: ['https://clerk.acme.localhost:4000'],
        keys: { jwksUrl: 'http://127.0.0.1:4001/j' },
        parties: ['http://platform.acme.localhost:4000', 'http://academy.acme.localhost:4000'],
      },
    ],
  )('$name', ({ variables, issuers, keys, parties }) => {
    const policy = resolveBearerPolicy(acme, 'api', variables);
    expect(policy.verification).toEqual({ issuers, keys, parties });
    expect(policy.parties).toEqual(parties);
  });

  test.each<{ name: string; variables: BearerVariables; code: string }>([
    { name: 'no environment', variables: { CLERK_PUBLISHABLE_KEY: live }, code: 'missing_env' },
    { name: 'an unknown one', variables: { SSO_ENVIRONMENT: 'prod' }, code: 'invalid_environment' },
    { name: 'no key in production', variables: { SSO_ENVIRONMENT: 'production' }, code: 'missing_env' },
    {
      name: 'a development key in production',
      variables: {
        SSO_ENVIRONMENT: 'production',
        CLERK_PUBLISHABLE_KEY: 'pk_test_Y2xlcmsuYWNtZS5leGFtcGxlJA',
      },
      code: 'test_keys_in_production',
    },
    {
      name: 'a malformed key',
      variables: { SSO_ENVIRONMENT: 'local', CLERK_PUBLISHABLE_KEY: 'pk_live_x' },
      code: 'missing_env',
    },
  ])('$name is found at start', ({ variables, code }) => {
    expect(() => resolveBearerPolicy(acme, 'api', variables)).toThrow(expect.objectContaining({ code }));
  });
});
