// Sends what waited, in order, one sender at a time. Each text carries the number of its form, under which the server
// takes it once: an answer that was lost on the way back costs a second try and makes no second post.
"use strict";

// What the server judged stays with its writer; anything else is tried again.
const JUDGED = [400, 403, 404, 405, 409, 410, 413, 422];
const CREATED = 201;
// Milliseconds: a line that is neither there nor gone must not hold up what comes after.
const TO_ASK = 20_000;
const TO_SEND = 300_000;
const UPLOAD = /id="upload-([0-9a-f-]{36})"/;
const LONGEST_REASON = 100_000;

class Unreachable extends Error {}
class Stumbled extends Unreachable {}
class Stopped extends Error {}
class SignedOut extends Error {}
class Judged extends Error {
  constructor(status, said) {
    super(`${status}`);
    this.reason = { status, said: said.slice(0, LONGEST_REASON) };
  }
}

self.addEventListener("sync", (event) => {
  if (event.tag === "texts") event.waitUntil(sendAll());
});

const alone = (work) => navigator.locks.request("texts", work);
let next = null;

// However often it is asked, one round waits for the one that is running.
function sendAll() {
  next ??= alone(async () => {
    next = null;
    try {
      await sendInOrder();
    } catch (error) {
      if (error instanceof SignedOut) await onlyCopyOf(NOBODY);
      // Thrown again for the browser, which then tries by itself when it thinks best.
      else if (!(error instanceof Stopped)) throw error;
    }
  });
  return next;
}

async function sendInOrder() {
  if (!(await hasDatabase()) || !(await readAll(TEXTS)).length) return;
  const { reader, token } = await stoppable(null, askWhose);
  await onlyCopyOf(reader);
  let trouble = null;
  for (const { key } of await textsOf(reader)) {
    // Whoever left meanwhile sends nothing any more.
    if (lastReader !== reader) return;
    // One that its writer is changing at this moment is left alone.
    const unlessHeld = { ifAvailable: true };
    try {
      await navigator.locks.request(`text-${key}`, unlessHeld, (mine) => mine && stoppable(key, () => send(key, token)));
    } catch (error) {
      // What the server cannot take now must not hold up the others, though they then come before it.
      if (error instanceof Stumbled) trouble = error;
      else if (!(error instanceof Stopped)) throw error;
    }
  }
  if (trouble) throw trouble;
}

// ---- Stopping: whoever throws something away does not wait for a line that hardly is one.

let underWay = null;

async function stoppable(key, work) {
  const mine = { key, stop: new AbortController(), mayHaveArrived: false };
  underWay = mine;
  const working = work();
  mine.over = working.catch(() => {});
  try {
    const answer = await working;
    mine.stop.signal.throwIfAborted();
    return answer;
  } finally {
    if (underWay === mine) underWay = null;
  }
}

// Of this text, or of any; says whether it may have arrived all the same.
async function stopSending(key) {
  const stopped = underWay;
  if (!stopped || (key && stopped.key !== key)) return false;
  stopped.stop.abort(new Stopped());
  await stopped.over;
  return stopped.mayHaveArrived;
}

// ---- Sending

async function askWhose() {
  const response = await reach(SHELL.pass, { headers: { Accept: "application/json" }, cache: "no-store" }, TO_ASK);
  if (!response.ok) throw new Unreachable(`${response.status}`);
  return response.json();
}

async function send(key, token) {
  const text = await read(TEXTS, key);
  if (text?.state !== "waiting") return;
  try {
    const address = await deliver(text, token);
    await remove(TEXTS, text.key);
    await tellPages({ sent: text.key, address });
  } catch (error) {
    if (!(error instanceof Judged)) throw error;
    await write(TEXTS, { ...text, state: "refused", reason: error.reason });
    await tellPages();
  }
}

async function deliver(text, token) {
  try {
    return await sendWords(text, token);
  } catch (error) {
    if (!forgetGone(text, error)) throw error;
    underWay.mayHaveArrived = false;
    return sendWords(text, token);
  }
}

async function sendWords(text, token) {
  const body = new FormData();
  for (const [name, value] of text.fields) body.append(name, value);
  for (const file of text.files) body.append(`file-${await bring(file, text, token)}`, file.alt ?? "");
  // The answer is then where it stands, and not a part of a page.
  body.set("leave", "1");
  underWay.mayHaveArrived = true;
  const response = await posted(text.url, body, token);
  return response.headers.get("HX-Redirect") ?? text.page;
}

// A file that arrived is not brought again when the words after it do not arrive.
async function bring(file, text, token) {
  if (file.id) return file.id;
  const body = new FormData();
  body.append("upload", file.file, file.name);
  const response = await posted(SHELL.uploads, body, token).catch((error) => {
    if (error instanceof Judged) error.reason.file = text.files.indexOf(file);
    throw error;
  });
  if (response.status !== CREATED) throw new Unreachable(`${response.status}`);
  [, file.id] = UPLOAD.exec(await response.text());
  await write(TEXTS, text);
  return file.id;
}

// The server does not hold for ever what it was brought and what hangs nowhere. The form that comes back names the files
// that it still has; the others lie here, and are brought once more.
function forgetGone(text, { reason }) {
  if (!reason?.said.includes("<form")) return false;
  const gone = text.files.filter(({ id }) => id && !reason.said.includes(id));
  for (const file of gone) delete file.id;
  return gone.length > 0;
}

async function posted(address, body, token) {
  const headers = { "X-CSRFToken": token, "HX-Request": "true" };
  const response = await reach(address, { method: "POST", body, headers }, TO_SEND);
  if (JUDGED.includes(response.status)) throw new Judged(response.status, await response.text());
  if (response.status >= 500) throw new Stumbled(`${response.status}`);
  if (!response.ok) throw new Unreachable(`${response.status}`);
  return response;
}

// Whoever is not signed in any more is sent to the door, and there nothing is answered.
async function reach(address, options, patience) {
  const tooLong = AbortSignal.timeout(patience);
  const signal = AbortSignal.any?.([tooLong, underWay.stop.signal]) ?? tooLong;
  const response = await fetch(address, { credentials: "same-origin", redirect: "manual", signal, ...options });
  if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
  return response;
}
