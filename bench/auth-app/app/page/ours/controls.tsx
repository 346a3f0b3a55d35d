'use client';

import { AppLink, useAuthFetch } from '@subdomain-sso/auth/client';
import { useState } from 'react';

/** What a page of ours has in the browser: a call of the app's own API, and a way to a sibling. */
export function Controls() {
  const call = useAuthFetch();
  const [status, setStatus] = useState<number>();
  const ask = () => void call('/api/with-auth').then((response) => setStatus(response.status));
  return (
    <nav>
      <button type="button" onClick={ask}>
        Ask {status}
      </button>
      <AppLink app="portal">Portal</AppLink>
    </nav>
  );
}
