import { ClerkProvider } from '@clerk/nextjs';
import type { ComponentProps } from 'react';
import { readTopology, switchOffAutoProxy } from '../environment/build-env.ts';
import { readRegistry } from '../environment/built-registry.ts';
import { primaryHomeUrl } from '../registry/app-pages.ts';
import { pageAppDefinition } from '../registry/define-sso.ts';
import { targetExpressions } from '../registry/organization-target.ts';
import { readPagePolicy } from './read-page-policy.ts';
import { SessionWatch } from './session-watch.tsx';

/** Chosen by the environment, in `withSso` and `sso.config.ts`: the proxy and the browser must agree on them. */
type EnvironmentProps =
  | 'publishableKey'
  | 'proxyUrl'
  | 'domain'
  | 'isSatellite'
  | 'nonce'
  | '__internal_bypassMissingPublishableKey';

/** Every option of `ClerkProvider` but those that the environment decides. */
export type SsoProviderProps = Omit<ComponentProps<typeof ClerkProvider>, EnvironmentProps>;

/**
 * Clerk's provider with the addresses of this environment: sign-in and sign-up on the primary app, and an exact list of origins
 * to which a redirect may go (Clerk's default would allow any subdomain). Open tabs follow changes of the session in other tabs.
 * Pages stay static, unless `dynamic` is set. A page that is rendered for a request gets the strict half of its content security
 * policy here, see `withPagePolicy`.
 *
 * @param props Options of `ClerkProvider`; they win over the addresses. `allowedRedirectOrigins` are added to those of the apps.
 * @source Clerk docs "ClerkProvider": `allowedRedirectOrigins`, `signInUrl`; findings on its default.
 */
export function SsoProvider({ children, allowedRedirectOrigins = [], ...options }: SsoProviderProps) {
  switchOffAutoProxy();
  const topology = readTopology();
  rendered ??= describeApp(topology.self);
  const app = rendered;
  const page = readPagePolicy();
  return (
    <ClerkProvider
      {...(topology.signInUrl ? { signInUrl: topology.signInUrl } : {})}
      {...(topology.signUpUrl ? { signUpUrl: topology.signUpUrl } : {})}
      afterSignOutUrl={primaryHomeUrl(topology) ?? '/'}
      {...options}
      {...(page ? { nonce: page.nonce } : {})}
      allowedRedirectOrigins={[...topology.known, ...allowedRedirectOrigins]}
    >
      {page?.policy ? <meta httpEquiv="Content-Security-Policy" content={page.policy} /> : null}
      {children}
      <SessionWatch
        posture={app.posture}
        pinnedPaths={app.pinnedPaths}
        signInPages={[options.signInUrl ?? topology.signInUrl, options.signUpUrl ?? topology.signUpUrl]
          .filter(Boolean)
          .join(' ')}
        parties={(app.acceptsSiblings ? topology.known : topology.own).join(' ')}
        sharedDomain={topology.sharedDomain}
      />
    </ClerkProvider>
  );
}

/** A process renders one app, in the same way for every request. */
let rendered: ReturnType<typeof describeApp> | undefined;

function describeApp(name: ReturnType<typeof readTopology>['self']) {
  const sso = readRegistry();
  const { posture, organizationSyncOptions } = pageAppDefinition(sso, name);
  return {
    posture,
    pinnedPaths: JSON.stringify(targetExpressions(organizationSyncOptions)),
    acceptsSiblings: sso.cookieTokensOf === 'siblings',
  };
}
