// What is asked on the way to the line: pages come from the server, and from the copy where it is out of reach.
"use strict";

const AWAY = [502, 503, 504];
// Milliseconds that a reader who has a copy is left waiting for a line that hardly is one.
const PATIENCE = 10_000;

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.method === "POST" && address.pathname === SHELL.share) event.respondWith(takeShared(request));
  else if (request.method !== "GET") return;
  else if (isOfTheShell(address)) event.respondWith(fromShell(request));
  else if (request.mode === "navigate") event.respondWith(page(event));
  else if (SHELL.parts.includes(address.pathname)) event.respondWith(part(event));
  else if (request.destination === "image" && address.pathname.startsWith("/files/")) event.respondWith(photo(event));
});

async function page(event) {
  const { request } = event;
  const coming = fromServer(event);
  // The answer of a slow line is still kept, when it comes.
  event.waitUntil(coming.then(tidyNowAndThen).catch(() => {}));
  try {
    const response = await Promise.race([coming, runOut(request.url)]);
    return AWAY.includes(response.status) ? await keptPage(request.url) ?? response : response;
  } catch {
    return await keptPage(request.url) ?? offlinePage();
  }
}

// Before anybody sees this page, nothing of anybody else is left.
async function fromServer(event) {
  const began = changes;
  const response = await fetch(event.request);
  const moment = await isHers(response, began);
  if (moment && isForKeeping(response)) {
    event.waitUntil(keepPage(event.request.url, response.clone(), moment).then(lookAgain).catch(() => {}));
  }
  return response;
}

function runOut(address) {
  return new Promise((resolve) => {
    setTimeout(async () => {
      const kept = await keptPage(address).catch(() => null);
      if (kept) resolve(kept);
    }, PATIENCE);
  });
}

async function part(event) {
  try {
    return await fromServer(event);
  } catch (error) {
    const kept = await keptPage(event.request.url);
    if (kept) return kept;
    throw error;
  }
}

async function photo({ request }) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await keptPhoto(request);
    if (kept) return kept;
    throw error;
  }
}
