'use client';

import { useAuth } from '@clerk/nextjs';
import { useEffect, useState } from 'react';

/** Shows each event in a line. */
export function Events() {
  const { getToken, isLoaded } = useAuth();
  const [events, setEvents] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!isLoaded) return undefined;
    let source: EventSource;
    let isOver = false;
    const open = () => {
      source = new EventSource('/api/stream');
      source.addEventListener('message', ({ data }) => setEvents((before) => [...before, String(data)]));
      source.addEventListener('error', reopen);
    };
    // After a stream that ended, the browser connects again by itself. An answer such as 401 is final for it: the token has expired.
    const reopen = async () => {
      if (source.readyState !== EventSource.CLOSED) return;
      const token = await getToken({ skipCache: true }).catch(() => null);
      if (token !== null && !isOver) open();
    };
    open();
    return () => {
      isOver = true;
      source.close();
    };
  }, [isLoaded, getToken]);
  return <pre id="events">{events.join('\n')}</pre>;
}
