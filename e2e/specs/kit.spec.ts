import { sso } from '@repo/sso';
import { defineSsoTests } from '@subdomain-sso/testing';
import { readStackVariables } from '../fixtures/servers/stack.ts';

/** What every team with this registry gets: the suite of packages/testing, on the six apps and the API. */

defineSsoTests(sso, {
  pages: { platform: '/dashboard' },
  endpoints: { api: '/v1/me', platform: '/api/me' },
  variables: readStackVariables,
});
