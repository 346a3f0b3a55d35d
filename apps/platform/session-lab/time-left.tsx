'use client';

import { useEffect, useState } from 'react';

/** Counts down to the end of the token that this page was rendered with. */
export function TimeLeft({ expiresAtSeconds, nowSeconds }: { expiresAtSeconds: number; nowSeconds: number }) {
  const [now, setNow] = useState(nowSeconds);
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = expiresAtSeconds - now;
  return left > 0 ? (
    <>{left} seconds. clerk-js then writes a new one, before it ends.</>
  ) : (
    <>It has ended; clerk-js wrote a newer one. Load the page to see it.</>
  );
}
