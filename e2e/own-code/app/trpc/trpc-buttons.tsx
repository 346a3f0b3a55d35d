'use client';

import { useAuthFetch } from '@subdomain-sso/auth/client';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { useState } from 'react';
import type { AppRouter } from '../../trpc/router.ts';

/**
 * A client whose calls are sent once more with a fresh token where the first one was stale.
 *
 * @param topology What `withSso()` puts into the build of an app; this build has no settings.
 */
export function TrpcButtons({ topology }: { topology: string }) {
  Object.assign(process.env, { NEXT_PUBLIC_SSO_TOPOLOGY: topology });
  const authFetch = useAuthFetch();
  const [result, setResult] = useState('');
  const client = createTRPCClient<AppRouter>({
    // tRPC's type of the options is `RequestInit` for older environments; what it passes is one.
    links: [
      httpBatchLink({ url: '/api/trpc', fetch: (url, init) => authFetch(String(url), init as RequestInit) }),
    ],
  });
  const show = (action: () => Promise<string>) => async () => {
    setResult(await action().catch((error: unknown) => String(error)));
  };
  return (
    <>
      <button type="button" onClick={show(() => client.me.query())}>
        Ask
      </button>
      <button type="button" onClick={show(() => client.save.mutate())}>
        Save
      </button>
      <output id="trpc">{result}</output>
    </>
  );
}
