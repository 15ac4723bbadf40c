// What a phone shares with the place waits here until the page for writing asks for it, shortly after.
"use strict";

const MOST_FILES = 10;
const TAKEN_WITHIN = 30 * 60 * 1000;

async function takeShared(request) {
  const sent = await request.formData();
  const key = crypto.randomUUID();
  await forgetWhere(SHARED, () => true);
  await write(SHARED, {
    key,
    at: Date.now(),
    title: sent.get("title") ?? "",
    words: [sent.get("text"), sent.get("url")].filter(Boolean).join("\n"),
    files: sent.getAll("files").filter((file) => file.size).slice(0, MOST_FILES),
  });
  return Response.redirect(`${SHELL.write}?shared=${key}`, 303);
}

// The number in the address is known to the page that was opened for it, and to nobody who comes later.
async function shared({ key }) {
  const found = await read(SHARED, key);
  await remove(SHARED, key);
  return found && Date.now() - found.at < TAKEN_WITHIN ? found : null;
}
