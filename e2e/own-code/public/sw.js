// Navigations go to the network first; only without one is the page that was kept shown. A service worker must pass on what the
// server answers to a navigation, also session sync and redirects, and must not keep it.
addEventListener('install', (event) => {
  skipWaiting();
  event.waitUntil(
    caches
      .open('offline')
      .then((cache) =>
        cache.put('/offline', new Response('<h1>Offline</h1>', { headers: { 'content-type': 'text/html' } })),
      ),
  );
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  event.respondWith(fetch(event.request).catch(() => caches.match('/offline')));
});

// What the worker fetches by itself, such as for a notification. It has no clerk-js: where the token has expired, a page of the
// app renews it. Without a page the answer stays as it is, until one is opened.
addEventListener('message', (event) => {
  if (event.data !== 'who') return;
  event.waitUntil(
    fetchAsUser('/api/me')
      .then((answer) => answer.json())
      .then((body) => event.source.postMessage({ kind: 'who', body })),
  );
});

async function fetchAsUser(url) {
  const answer = await fetch(url);
  if (answer.status !== 401) return answer;
  const { code } = await answer.clone().json();
  const [page] = code === 'session_sync_needed' ? await clients.matchAll({ type: 'window' }) : [];
  if (!page) return answer;
  await renewedBy(page);
  return fetch(url);
}

function renewedBy(page) {
  const { port1, port2 } = new MessageChannel();
  page.postMessage({ kind: 'renew' }, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = resolve;
  });
}
