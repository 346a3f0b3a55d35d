'use client';

import { useAuth } from '@clerk/nextjs';
import { useEffect, useState } from 'react';

/** Registers the service worker, says when it controls this page, and renews the token when the worker asks for it. */
export function RegisterWorker() {
  const { getToken } = useAuth();
  const [state, setState] = useState('');
  const [answer, setAnswer] = useState('');
  useEffect(() => {
    const { serviceWorker } = navigator;
    const show = () => setState(serviceWorker.controller ? 'controlled' : 'waiting');
    const receive = async ({ data, ports: [port] }: MessageEvent) => {
      if (data.kind === 'who') setAnswer(JSON.stringify(data.body));
      if (data.kind !== 'renew') return;
      await getToken({ skipCache: true }).catch(() => null);
      port?.postMessage('renewed');
    };
    serviceWorker.addEventListener('controllerchange', show);
    serviceWorker.addEventListener('message', receive);
    serviceWorker.register('/sw.js').then(show, (error: unknown) => setState(String(error)));
    return () => {
      serviceWorker.removeEventListener('controllerchange', show);
      serviceWorker.removeEventListener('message', receive);
    };
  }, [getToken]);
  const ask = () => navigator.serviceWorker.controller?.postMessage('who');
  return (
    <>
      <output id="worker">{state}</output>
      <button type="button" id="ask" onClick={ask}>
        Ask the worker
      </button>
      <output id="answer">{answer}</output>
    </>
  );
}
