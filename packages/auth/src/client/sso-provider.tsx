import { ClerkProvider } from '@clerk/nextjs';
import type { ComponentProps, ReactNode } from 'react';
import { sso } from '../../sso.config.ts';
import { readTopology, switchOffAutoProxy } from '../environment/build-env.ts';
import { primaryUrl } from '../registry/app-pages.ts';
import { pageAppDefinition } from '../registry/define-sso.ts';
import { targetExpressions } from '../registry/organization-target.ts';
import { readPagePolicy } from './read-page-policy.ts';
import { SessionWatch } from './session-watch.tsx';

interface SsoProviderProps {
  readonly children: ReactNode;
  readonly appearance?: ComponentProps<typeof ClerkProvider>['appearance'];
}

/**
 * Clerk's provider with the addresses of this environment: sign-in and sign-up on the primary app, and an exact list of origins
 * to which a redirect may go (Clerk's default would allow any subdomain). Open tabs follow changes of the session in other tabs.
 * Pages stay static. A page that is rendered for a request gets the strict half of its content security policy here, see
 * `withPagePolicy`.
 *
 * @source Clerk docs "ClerkProvider": `allowedRedirectOrigins`, `signInUrl`; findings on its default.
 */
export function SsoProvider({ appearance, children }: SsoProviderProps) {
  switchOffAutoProxy();
  const topology = readTopology();
  rendered ??= describeApp(topology.self);
  const app = rendered;
  const page = readPagePolicy();
  const urls = {
    signInUrl: primaryUrl(topology, '/sign-in'),
    signUpUrl: primaryUrl(topology, '/sign-up'),
    afterSignOutUrl: primaryUrl(topology, '/') ?? '/',
  };
  return (
    <ClerkProvider
      {...(urls.signInUrl ? { signInUrl: urls.signInUrl } : {})}
      {...(urls.signUpUrl ? { signUpUrl: urls.signUpUrl } : {})}
      {...(appearance ? { appearance } : {})}
      {...(page ? { nonce: page.nonce } : {})}
      afterSignOutUrl={urls.afterSignOutUrl}
      allowedRedirectOrigins={[...topology.known]}
    >
      {page ? <meta httpEquiv="Content-Security-Policy" content={page.policy} /> : null}
      {children}
      <SessionWatch
        posture={app.posture}
        pinnedPaths={app.pinnedPaths}
        parties={(sso.cookieTokensOf === 'siblings' ? topology.known : topology.own).join(' ')}
        sharedDomain={topology.sharedDomain}
      />
    </ClerkProvider>
  );
}

/** A process renders one app, in the same way for every request. */
let rendered: ReturnType<typeof describeApp> | undefined;

function describeApp(name: ReturnType<typeof readTopology>['self']) {
  const { posture, organizationSyncOptions } = pageAppDefinition(sso, name);
  return { posture, pinnedPaths: JSON.stringify(targetExpressions(organizationSyncOptions)) };
}
