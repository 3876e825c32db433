// Before JupyterLite's own service worker, which asks for everything once more at each visit: what is named by its
// contents never changes, so it is answered from what is kept; what an older release has left is thrown away.
(() => {
  const PYTHON = '@python@';
  const NAMED = /\/static\/python-[0-9a-f]{12}\/|\.[0-9a-f]{7,16}\.js$/;
  const kept = () => caches.open('precache'); // JupyterLite's name for it

  async function answer(event) {
    const found = await (await kept()).match(event.request);
    if (found) {
      return found;
    }
    const fetched = await fetch(event.request);
    if (fetched.ok) {
      const copy = fetched.clone();
      event.waitUntil(kept().then(cache => cache.put(event.request, copy)));
    }
    return fetched;
  }

  async function forget() {
    const cache = await kept();
    const old = (await cache.keys()).filter(({ url }) => /\/static\/python-/.test(url) && !url.includes(PYTHON));
    await Promise.all(old.filter(({ url }) => url.startsWith(registration.scope)).map(request => cache.delete(request)));
  }

  addEventListener('activate', event => event.waitUntil(forget()));
  addEventListener('fetch', event => {
    const { origin, pathname } = new URL(event.request.url);
    if (event.request.method === 'GET' && origin === location.origin && NAMED.test(pathname)) {
      event.stopImmediatePropagation();
      event.respondWith(answer(event));
    }
  });
})();

