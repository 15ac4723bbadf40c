// What a phone shared, taken into the composer of the page for writing, as if it were chosen there.
import { ask } from "./asking.js";
import { uploadsOf } from "./uploads.js";

export async function takeIn(key) {
  const found = await ask("shared", { key });
  const form = document.getElementById("composer");
  if (!found || !form) return;
  history.replaceState(history.state, "", location.pathname);
  form.dispatchEvent(new CustomEvent("words-shared", { detail: found }));
  const field = form.querySelector("[data-uploads]");
  if (found.files.length && field) (await uploadsOf(field)).add(found.files);
}
