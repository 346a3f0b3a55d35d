import { type AppPolicy, buildAppPolicy } from '../environment/app-policy.ts';
import { type AuthProxyOptions, createAuthProxy } from '../proxy.ts';
import { type AcmeApp, acme } from '../registry/acme.fixture.ts';

interface AcmeProxyOptions
  extends Omit<AuthProxyOptions, 'policy'>,
    Partial<Pick<AppPolicy, 'jwtKey' | 'outage'>> {}

/** The proxy of an app of the tests' registry. */
export function acmeProxy(
  app: AcmeApp,
  { jwtKey, outage: ownOutage, ...options }: AcmeProxyOptions = {},
): ReturnType<typeof createAuthProxy> {
  const chosen = { ...(jwtKey && { jwtKey }), ...(ownOutage && { outage: ownOutage }) };
  return createAuthProxy({ ...options, policy: buildAppPolicy(acme, app, chosen) });
}
