// What every page needs to look right and to work: fetched once per version of the product.
// The files of this folder are one program; people/views/phone.py says in which order they run.
"use strict";

const SHELL_NAME = `shell-${SHELL.version}`;
const HASHED = /\.[0-9a-f]{12}\./;

self.addEventListener("install", (event) => event.waitUntil(fillShell()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function fillShell() {
  const cache = await caches.open(SHELL_NAME);
  await cache.addAll(SHELL.files);
  // A logo that cannot be fetched now keeps nobody from working without a line.
  await Promise.allSettled(SHELL.looks.map((address) => cache.add(address)));
  // As nobody: these pages stay on the device when somebody leaves it to another.
  for (const address of Object.values(SHELL.offline)) {
    const response = await fetch(address, { credentials: "omit", cache: "no-store" });
    if (!response.ok) throw new Error(`${response.status}`);
    await cache.put(address, response);
  }
  await self.skipWaiting();
}

// The version before stays: kept pages name its files until they are fetched anew.
async function takeOver() {
  const older = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL_NAME);
  for (const name of older.slice(0, -1)) await caches.delete(name);
  await self.clients.claim();
  await tidy();
}

function isOfTheShell({ pathname }) {
  return pathname.startsWith(SHELL.static) || SHELL.looks.some((address) => address.split("?")[0] === pathname);
}

// What has its content in its name never changes; anything else is asked for anew while there is a line.
async function fromShell(request) {
  const cache = await caches.open(SHELL_NAME);
  const kept = await cache.match(request, AS_IT_IS) ?? await caches.match(request, AS_IT_IS);
  const { pathname, search } = new URL(request.url);
  if (kept && (HASHED.test(pathname) || search)) return kept;
  try {
    const response = await fetch(request);
    if (response.status === 200) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function offlinePage() {
  const cache = await caches.open(SHELL_NAME);
  const kept = await cache.match(SHELL.offline[await languageOfReader()], AS_IT_IS);
  return kept ?? Response.error();
}
