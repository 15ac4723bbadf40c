// What a phone shares with the place waits here until the page for writing asks for it, shortly after.
"use strict";

const MOST_FILES = 10;
const TAKEN_WITHIN = 30 * 60 * 1000;

async function takeShared(request) {
  const reader = await readerOfCopy();
  // Who is not known here may be anybody, and so may whoever signs in next.
  if (!reader) return Response.redirect(`${SHELL.write}?shared=again`, 303);
  const sent = await request.formData();
  const key = crypto.randomUUID();
  await forgetWhere(SHARED, () => true);
  await write(SHARED, {
    key,
    reader,
    at: Date.now(),
    title: sent.get("title") ?? "",
    words: [sent.get("text"), sent.get("url")].filter(Boolean).join("\n"),
    files: sent.getAll("files").filter((file) => file.size).slice(0, MOST_FILES),
  });
  return Response.redirect(`${SHELL.write}?shared=${key}`, 303);
}

// The number in the address goes along through the door, where somebody else may come in.
async function shared({ key, reader }) {
  const found = await read(SHARED, key);
  await remove(SHARED, key);
  const isHers = found?.reader === reader && Date.now() - found.at < TAKEN_WITHIN;
  return isHers ? found : null;
}
