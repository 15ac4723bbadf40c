// What a phone shared, and what could not be posted, taken into the composer of the page for writing, as if it were
// written and chosen there.
import { ask } from "./asking.js";
import { putBack } from "./filling.js";
import { uploadsOf } from "./uploads.js";
import { fieldOf, parsed, show, wordsOf } from "./waiting.js";

// Title and words are added to what is there; the others belong to a form, or to a comment.
const NOT_FILLED_IN = ["body", "body_format", "heads_seen", "leave", "parent", "solves", "submission", "title"];
const composer = () => document.getElementById("composer");
const bare = (words) => words.replace(/\s+/g, "");

export async function takeIn(key) {
  const found = await ask("shared", { key });
  const form = composer();
  if (!found || !form) return;
  history.replaceState(history.state, "", location.pathname);
  form.dispatchEvent(new CustomEvent("words-shared", { detail: found }));
  await addFiles(form, found.files);
}

async function addFiles(form, files) {
  const field = form.querySelector("[data-uploads]");
  if (files.length && field) (await uploadsOf(field)).add(files);
}

// ---- What could not be posted. It keeps its number, so that it is posted once, and waits until it is.

export async function takeBack(key) {
  const texts = await ask("list");
  const text = texts.find((each) => each.key === key);
  const form = composer();
  if (!text || !form) return;
  history.replaceState(history.state, "", location.pathname);
  form.elements.submission.value = key;
  show(texts);
  document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
    if (xhr.getResponseHeader("HX-Redirect") && requestConfig.formData.get("submission") === key) ask("withdraw", { key });
  });
  fillIn(form, text);
  // A draft may hold them already.
  const has = parsed(form.elements.body.value).body.textContent;
  const detail = { title: fieldOf(text, "title"), words: wordsOf(text), html: htmlOf(text) };
  if (!bare(has).includes(bare(detail.words))) form.dispatchEvent(new CustomEvent("words-shared", { detail }));
  const there = [...form.querySelectorAll(".upload__name")].map((name) => name.firstChild.textContent.trim());
  const files = text.files.filter(({ name }) => !there.includes(name));
  await addFiles(form, files.map(({ file, alt }) => Object.assign(file, { alt })));
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function htmlOf(text) {
  return fieldOf(text, "body_format") === "html" ? fieldOf(text, "body") : undefined;
}

function fillIn(form, { draft, fields, lists = {} }) {
  const given = fields.filter(([name]) => !NOT_FILLED_IN.includes(name));
  const [, place] = /community:(\d+)/.exec(draft) ?? [];
  if (place) given.push(["community", place]);
  putBack(form, { fields: given, lists });
  // A place that was left, or of which somebody is no member any more.
  const { community } = form.elements;
  if (community.selectedIndex < 0) community.value = "";
}
