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
