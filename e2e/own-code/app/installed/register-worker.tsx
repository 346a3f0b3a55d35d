'use client';

import { useEffect, useState } from 'react';

/** Registers the service worker, and says when it controls this page. */
export function RegisterWorker() {
  const [state, setState] = useState('');
  useEffect(() => {
    const { serviceWorker } = navigator;
    const show = () => setState(serviceWorker.controller ? 'controlled' : 'waiting');
    serviceWorker.addEventListener('controllerchange', show);
    serviceWorker.register('/sw.js').then(show, (error: unknown) => setState(String(error)));
    return () => serviceWorker.removeEventListener('controllerchange', show);
  }, []);
  return <output id="worker">{state}</output>;
}
