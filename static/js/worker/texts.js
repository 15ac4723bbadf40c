// What was written without a line, until it is sent: of one reader at a time, like the copies.
"use strict";

const DATABASE = "onderling";
const TEXTS = "texts";
const SHARED = "shared";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(TEXTS, { keyPath: "key" });
      request.result.createObjectStore(SHARED, { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Opens, does one thing and closes, so that nothing stands in the way of whoever wipes it all.
async function inStore(name, mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const write = (name, value) => inStore(name, "readwrite", (store) => store.put(value));
const read = (name, key) => inStore(name, "readonly", (store) => store.get(key));
const readAll = (name) => inStore(name, "readonly", (store) => store.getAll());
const remove = (name, key) => inStore(name, "readwrite", (store) => store.delete(key));

async function hasDatabase() {
  const known = await indexedDB.databases?.();
  return known?.some(({ name }) => name === DATABASE) ?? true;
}

// In the order in which they were written; without a reader of whoever has her copy here.
async function textsOf(reader) {
  const owner = reader ?? await readerOfCopy();
  if (!owner || !(await hasDatabase())) return [];
  const texts = await readAll(TEXTS);
  return texts.filter((text) => text.reader === owner).sort((one, other) => one.at - other.at);
}

async function forgetWhere(name, isGone) {
  for (const each of await readAll(name)) {
    if (isGone(each)) await remove(name, each.key);
  }
}

async function forgetTextsOfOthers(reader) {
  if (await hasDatabase()) await forgetWhere(TEXTS, (text) => text.reader !== reader);
}

async function forgetTextsBefore(moment) {
  if (!(await hasDatabase())) return;
  await forgetWhere(TEXTS, ({ at }) => at <= moment);
  await forgetWhere(SHARED, ({ at }) => at <= moment);
}

function forgetDatabase() {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(DATABASE);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}

// Open pages show what waits, and what became of it.
async function tellPages(news = {}) {
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage({ news: "texts", ...news });
}
