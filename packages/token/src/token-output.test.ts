import { UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { renderToken, warnOfAzp } from './token-output.ts';

const PLATFORM = 'http://platform.acme.localhost:3000';
const OWNER = { app: 'platform', userId: 'user_1' };

test.each([
  { name: 'of the app', claims: { azp: PLATFORM }, says: undefined },
  { name: 'of another app', claims: { azp: 'http://docs.acme.localhost:3000' }, says: /for http:\/\/docs/ },
  { name: 'without azp', claims: {}, says: /for no origin;/ },
])('a token $name', ({ claims, says }) => {
  const warning = warnOfAzp(new UnsecuredJWT(claims).encode(), PLATFORM);
  if (says === undefined) expect(warning).toBeUndefined();
  else expect(warning).toMatch(says);
});

test.each([
  { name: 'version 1 claims', claims: { org_id: 'org_1' }, organizationId: 'org_1' },
  { name: 'version 2 claims', claims: { o: { id: 'org_2' } }, organizationId: 'org_2' },
  { name: 'a template without any', claims: {}, organizationId: null },
])('the organization is found in $name', ({ claims, organizationId }) => {
  const line = renderToken(new UnsecuredJWT(claims).encode(), OWNER, { isJson: true });
  expect(JSON.parse(line)).toMatchObject({ organizationId, expiresAt: null, azp: null });
});
