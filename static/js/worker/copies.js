// What somebody saw lately, kept for when there is no line: of one reader at a time, and not for long (docs/adr/0018).
"use strict";

const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;
const MOST_PAGES = 30;
const MOST_PHOTOS = 150;
const LARGEST_PHOTO = 200_000;
// Home and where one writes make no room for others, and are fetched anew in time.
const ALWAYS = ["/", SHELL.write, ...SHELL.parts];
const AN_HOUR = 60 * 60 * 1000;
const A_WEEK = 7 * 24 * 60 * 60 * 1000;
// A copy belongs to one reader and her language already, whatever her browser says of itself this time.
const AS_IT_IS = { ignoreVary: true };
const NOBODY = "nobody";
const PAGES = /^pages-(.+)$/;
const COPY = /^(?:pages|photos)-(.+)$/;
const PHOTO = /src="(\/files\/[^"]+)"/g;

// Whose the last answer was, and how often that changed: an answer to what was asked before a change comes too late,
// and must not bring back what was wiped meanwhile.
let lastReader = null;
let changes = 1;
let tidied = 0;

async function readerOfCopy() {
  const readers = (await caches.keys()).map((name) => PAGES.exec(name)?.[1]).filter(Boolean);
  return readers.length === 1 ? readers[0] : null;
}

// Whoever is signed in is the only one of whom this device keeps anything; nobody signed in, nothing kept.
async function onlyCopyOf(reader) {
  claim(reader);
  for (const name of await caches.keys()) {
    const owner = COPY.exec(name)?.[1];
    if (owner && owner !== reader) await caches.delete(name);
  }
  if (reader !== NOBODY) await forgetTextsOfOthers(reader);
}

// Returns the number of this moment: as long as it is the same, nobody else came in between.
function claim(reader) {
  if (lastReader !== null && lastReader !== reader) changes += 1;
  lastReader = reader;
  return changes;
}

async function keepPage(address, response, moment) {
  const reader = response.headers.get("Reader");
  const body = await response.text();
  await put(`pages-${reader}`, address, body, response, MOST_PAGES);
  for (const [, photo] of body.matchAll(PHOTO)) {
    if (moment === changes) await keepPhoto(reader, photo.replaceAll("&amp;", "&"));
  }
  if (moment !== changes) await forgetCopyOf(reader);
}

// Those of kept pages, and no others that somebody looks at.
async function keepPhoto(reader, address) {
  const cache = await caches.open(`photos-${reader}`);
  const kept = await cache.match(address, AS_IT_IS);
  if (kept && seenAt(kept) > Date.now() - A_WEEK) return;
  const response = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  if (response.status !== 200) return;
  const body = await response.blob();
  if (body.size > LARGEST_PHOTO || !body.type.startsWith("image/")) return;
  await put(`photos-${reader}`, address, body, response, MOST_PHOTOS);
}

function seenAt(kept) {
  return Number(kept?.headers.get("Kept-At") ?? 0);
}

async function forgetCopyOf(reader) {
  if (reader === lastReader) return;
  for (const kind of ["pages", "photos"]) await caches.delete(`${kind}-${reader}`);
}

async function put(name, address, body, { headers: sent }, most) {
  const cache = await caches.open(name);
  const headers = new Headers(sent);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("Kept-At", Date.now());
  await cache.put(address, new Response(body, { headers }));
  const addresses = (await cache.keys()).filter(({ url }) => !ALWAYS.includes(new URL(url).pathname));
  for (const oldest of addresses.slice(0, Math.max(0, addresses.length - most))) await cache.delete(oldest);
}

async function keptPage(address) {
  await tidy();
  const reader = await readerOfCopy();
  if (!reader) return null;
  const cache = await caches.open(`pages-${reader}`);
  const kept = await cache.match(address, AS_IT_IS) ?? await cache.match(address, { ...AS_IT_IS, ignoreSearch: true });
  if (!kept) return null;
  const html = (await kept.text()).replace("<body ", `<body data-kept-at="${kept.headers.get("Kept-At")}" `);
  return new Response(html, { headers: kept.headers });
}

async function keptPhoto(request) {
  const reader = await readerOfCopy();
  return reader ? caches.match(request.url, { ...AS_IT_IS, cacheName: `photos-${reader}` }) : undefined;
}

// The pages that can be read without a line: where they are and what they are called.
async function keptPages() {
  const reader = await readerOfCopy();
  if (!reader) return [];
  const cache = await caches.open(`pages-${reader}`);
  const found = [];
  for (const { url } of (await cache.keys()).reverse()) {
    const html = await (await cache.match(url, AS_IT_IS)).text();
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "";
    found.push({ address: url, title: title.split(" · ")[0] });
  }
  return found;
}

async function languageOfReader() {
  const reader = await readerOfCopy();
  const cache = reader && await caches.open(`pages-${reader}`);
  const [newest] = cache ? (await cache.keys()).slice(-1) : [];
  const said = newest && (await cache.match(newest, AS_IT_IS)).headers.get("Content-Language");
  const own = navigator.language.slice(0, 2);
  return [said, own, SHELL.language].find((code) => code in SHELL.offline);
}

async function tidyNowAndThen() {
  if (Date.now() - tidied > AN_HOUR) await tidy();
}

async function tidy() {
  tidied = Date.now();
  const oldest = Date.now() - KEPT_FOR;
  for (const name of (await caches.keys()).filter((each) => COPY.test(each))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (seenAt(await cache.match(request, AS_IT_IS)) <= oldest) await cache.delete(request);
    }
    if (!(await cache.keys()).length) await caches.delete(name);
  }
  await forgetTextsBefore(oldest);
}

// A first visit was not seen by this program; it then fetches the page again to keep it.
async function look({ addresses }) {
  for (const address of [...addresses, SHELL.write, ...SHELL.parts]) {
    const began = changes;
    const response = await fetch(address, { credentials: "same-origin", redirect: "manual" });
    const moment = await isHers(response, began);
    if (moment && isForKeeping(response)) await keepPage(address, response, moment);
  }
}

async function lookAgain() {
  const reader = await readerOfCopy();
  const kept = reader && await caches.match(SHELL.write, { ...AS_IT_IS, cacheName: `pages-${reader}` });
  if (seenAt(kept) < Date.now() - A_WEEK) await look({ addresses: [] });
}

// Every page says whose it is; then nobody else's is kept here any longer.
async function isHers(response, began) {
  const reader = response.headers.get("Reader");
  if (!reader || began !== changes) return null;
  const moment = claim(reader);
  await onlyCopyOf(reader);
  return reader === NOBODY ? null : moment;
}

function isForKeeping(response) {
  return response.status === 200 && !response.redirected && response.headers.has("Keep-Offline");
}
