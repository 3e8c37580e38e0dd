// Keeps the walks that were opened, so that they open without a network, and after the app is gone.
// The network is asked first, so that a new plan is seen; after a short wait what is kept is shown.
const CACHE = "citywalk-walks-1", MOST = 12, WAIT_MS = 3000;
const NOTHING = "/walk/offline";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.add(NOTHING)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("citywalk-") && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

// One walk is one page, whatever language it was opened in: both are inside.
function keyOf(address) {
  const url = new URL(address);
  url.searchParams.delete("lang");
  url.hash = "";
  return url.href;
}

async function keep(address, answer) {
  const cache = await caches.open(CACHE), key = keyOf(address);
  await cache.delete(key); // put again, it counts as the newest
  await cache.put(key, answer);
  const walks = (await cache.keys()).filter((request) => new URL(request.url).pathname !== NOTHING);
  await Promise.all(walks.slice(0, Math.max(0, walks.length - MOST)).map((request) => cache.delete(request)));
}

const isWalk = (answer) => answer.ok && answer.headers.get("x-citywalk") === "walk";

async function kept(address) {
  const cache = await caches.open(CACHE);
  return cache.match(keyOf(address));
}

async function nothing() {
  const cache = await caches.open(CACHE), page = await cache.match(NOTHING);
  const walks = (await cache.keys()).map((request) => request.url).filter((url) => new URL(url).pathname !== NOTHING);
  const rows = await Promise.all(walks.reverse().map(async (url) => {
    const text = await (await cache.match(url)).text(), title = (text.match(/<title>([^<]*)/) || [])[1] || url;
    return '<li><a href="' + url.replace(/&/g, "&amp;").replace(/"/g, "&quot;") + '">' + title + "</a></li>";
  }));
  let text = await page.text();
  if (rows.length) text = text.replace("<!--walks-->", "<ul>" + rows.join("") + "</ul>");
  else text = text.replace(/<p class="hint">.*?<\/p>/g, "");
  return new Response(text, { status: 503, headers: page.headers });
}

async function answer(event) {
  const address = event.request.url, fresh = fetch(event.request);
  event.waitUntil(fresh.then((got) => (isWalk(got) ? keep(address, got.clone()) : null)).catch(() => null));
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("late")), WAIT_MS));
  try {
    const got = (await Promise.race([fresh, late])).clone();
    return got.status >= 500 ? (await kept(address)) || got : got;
  } catch (error) { // no network, or a slow one
    const old = await kept(address);
    return old || fresh.then((got) => got.clone()).catch(() => nothing());
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate" && event.request.method === "GET") event.respondWith(answer(event));
});

// The first visit is not seen by a worker that did not run yet: the page asks for itself to be kept.
self.addEventListener("message", (event) => {
  const address = event.data && event.data.keep;
  if (!address || new URL(address).origin !== location.origin) return;
  event.waitUntil((async () => {
    if (!(await kept(address))) {
      const got = await fetch(address, { cache: "force-cache" });
      if (isWalk(got)) await keep(address, got);
    }
    if (await kept(address)) event.source.postMessage("kept");
  })().catch(() => null));
});
