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

// One that is changed must not be on its way.
async function keep({ text }) {
  if (underWay?.key === text.key) await underWay.over;
  await write(TEXTS, text);
  // Where the browser can, it sends when the line is back, also when no page is open.
  await self.registration.sync?.register("texts").catch(() => {});
  await tellPages();
}

// Says whether it is certain that it was not posted.
async function withdraw({ key }) {
  const isThere = Boolean(await read(TEXTS, key));
  await remove(TEXTS, key);
  const mayHaveArrived = await stopSending(key);
  // What was under way may have written down how far it came.
  await remove(TEXTS, key);
  await tellPages();
  return isThere && !mayHaveArrived;
}

function signedOut() {
  return onlyCopyOf(NOBODY);
}

// Somebody leaves this device on purpose: nothing of hers stays, also not what still waits.
async function forget() {
  await onlyCopyOf(NOBODY);
  await forgetTextsOfOthers(NOBODY);
  await stopSending();
  await alone(forgetDatabase);
  await tellPages();
}
