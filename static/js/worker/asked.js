// What pages ask of this program, by name; each is answered through the port that came along.
"use strict";

const ANSWERS = { forget, keep, keptPages, list, look, send: sendAll, shared, signedOut, withdraw };

self.addEventListener("message", (event) => {
  const { asked, ...values } = event.data;
  const [port] = event.ports;
  const answer = Promise.resolve(values).then(ANSWERS[asked]).then(
    (found) => port.postMessage({ answer: found }),
    (error) => port.postMessage({ error: String(error) }),
  );
  event.waitUntil(answer);
});

function list({ reader }) {
  return textsOf(reader);
}

// A new text need not wait for others that are on their way; one that is changed must not be on its own.
async function keep({ text }) {
  const isKnown = await read(TEXTS, text.key);
  await (isKnown ? alone(() => write(TEXTS, text)) : write(TEXTS, text));
  // Where the browser can, it sends when the line is back, also when no page is open.
  await self.registration.sync?.register("texts").catch(() => {});
  await tellPages();
}

async function withdraw({ key }) {
  await alone(() => remove(TEXTS, key));
  await tellPages();
}

function signedOut() {
  return onlyCopyOf(NOBODY);
}

// Somebody leaves this device on purpose: nothing of hers stays, also not what still waits.
async function forget() {
  await onlyCopyOf(NOBODY);
  await alone(forgetDatabase);
  await tellPages();
}
