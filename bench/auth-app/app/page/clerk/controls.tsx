'use client';

import { useAuth } from '@clerk/nextjs';
import { useState } from 'react';

/** The same as on our page, with Clerk's hook, `fetch` and an anchor. */
export function Controls() {
  const { isLoaded } = useAuth();
  const [status, setStatus] = useState<number>();
  const ask = () => void fetch('/guarded/clerk').then((response) => setStatus(response.status));
  return (
    <nav>
      <button type="button" disabled={!isLoaded} onClick={ask}>
        Ask {status}
      </button>
      <a href="http://portal.acme.localhost">Portal</a>
    </nav>
  );
}
