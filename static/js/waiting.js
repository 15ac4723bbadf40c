// What was written without a line: kept by the worker, shown here, and the writer's to change or throw away until it goes.
import { ask, isAtWork } from "./asking.js";
import { filledIn } from "./filling.js";
import { toast } from "./toasts.js";
import { word } from "./words.js";

const TRIES_AGAIN = 30000;
const PATIENCE = 2000;
const LONGEST_SENTENCE = 400;
const EXCERPT = 280;
const GONE = [403, 404, 410];
const KINDS = { 403: "forbidden", 404: "gone", 410: "gone", 413: "large" };
const region = () => document.getElementById("waiting");
let trying;

// ---- Keeping

// Whether the worker has it now; an edit is not taken, for meanwhile others may have changed the same words.
export async function keepForm(form) {
  if (!isAtWork() || !form.matches("[data-composer]") || form.elements.seen_edits) return false;
  const text = textOf(form);
  await ask("keep", { text });
  form.dispatchEvent(new CustomEvent("kept"));
  toast(word("waits"));
  show(await ask("list"));
  // Who sent something goes on at what she sent.
  region()?.querySelector(`[data-key="${text.key}"]`)?.focus();
  return true;
}

function textOf(form) {
  const all = [...new FormData(form)];
  const brought = [...form.querySelectorAll(".upload")].filter(({ file }) => file).map(broughtIn);
  const isHere = (name) => brought.some(({ id }) => name === `file-${id}`);
  const fields = all.filter(([name, value]) => name !== "csrfmiddlewaretoken" && !(value instanceof File) && !isHere(name));
  const chosen = all.map(([, value]) => value).filter((value) => value instanceof File && value.size);
  return {
    key: form.elements.submission.value,
    reader: document.body.dataset.viewer,
    state: "waiting",
    at: Date.now(),
    url: form.action,
    page: location.pathname + location.search,
    draft: form.dataset.draftUrl,
    fields,
    // Whom a praise is for is sent as numbers; here they have their names.
    lists: { praised: filledIn(form).lists.praised },
    files: [...chosen.map((file) => ({ name: file.name, file })), ...brought],
    title: titleOf(form),
  };
}

// Also of what the server has already, for it does not hold it as long as this may wait.
function broughtIn(row) {
  const { name, value } = row.querySelector("[name^=file-]") ?? {};
  return { name: row.file.name, file: row.file, id: name?.slice("file-".length), alt: value };
}

function titleOf(form) {
  const place = form.elements.community?.selectedOptions?.[0]?.textContent.trim();
  const where = place ?? document.querySelector("main h1")?.textContent.trim().replace(/\s+/g, " ");
  return [form.getAttribute("aria-label"), where].filter(Boolean).join(" · ");
}

// ---- Showing

export function show(all) {
  if (!region()) return;
  // What was taken back stands in its form.
  const texts = all.filter(({ key }) => ![...document.querySelectorAll("form[data-composer]")].some((form) => form.elements.submission.value === key));
  const model = document.getElementById("waiting-text").content.firstElementChild;
  // One that is being changed stays as it stands.
  const opened = region().querySelector("[data-open]");
  region().replaceChildren(...texts.map((text) => {
    if (text.key === opened?.dataset.key) return opened;
    const item = model.cloneNode(true);
    fill(item, text);
    return item;
  }));
  region().hidden = !texts.length;
  for (const text of texts) clearComposer(text);
  tryAgainLater(texts.some(({ state }) => state === "waiting"));
}

function fill(item, text) {
  item.dataset.key = text.key;
  const isRefused = text.state === "refused";
  item.dataset.tone = isRefused ? "clay" : "slate";
  item.querySelector("[data-name]").textContent = text.title;
  item.querySelector("[data-state]").textContent = isRefused ? reasonOf(text) : word("waiting");
  item.querySelector("[data-words]").textContent = excerptOf(text);
  const files = item.querySelector("[data-files]");
  const brought = text.files.map(({ name }) => name);
  files.textContent = brought.join(", ");
  files.hidden = !brought.length;
  if (isRefused) offerMore(item, text);
  for (const [name, run] of Object.entries({ change: () => change(item, text), away: () => throwAway(text), again: () => sendAgain(text) })) {
    item.querySelector(`[data-${name}]`).addEventListener("click", run);
  }
}

// A comment goes where it belongs or, where it cannot go any more, becomes a post.
function offerMore(item, text) {
  const change = item.querySelector("[data-change]");
  if (!isPost(text) && GONE.includes(text.reason.status)) change.textContent = word("asPost");
  const refused = text.files[text.reason.file];
  if (!refused) return;
  const without = change.cloneNode();
  delete without.dataset.change;
  without.textContent = word("leaveOut", { name: refused.name });
  without.addEventListener("click", () => {
    sendAgain({ ...text, files: text.files.filter((file) => file !== refused) });
  });
  change.before(without);
}

function isPost(text) {
  return Boolean(fieldOf(text, "kind"));
}

export function fieldOf(text, name) {
  return text.fields.find(([each]) => each === name)?.[1] ?? "";
}

export function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

export function wordsOf(text) {
  const body = fieldOf(text, "body");
  if (fieldOf(text, "body_format") !== "html") return body;
  const document = parsed(body);
  for (const block of document.querySelectorAll("p, li, h3, blockquote")) block.append("\n");
  return document.body.textContent.trim();
}

function excerptOf(text) {
  const words = [fieldOf(text, "title"), wordsOf(text)].filter(Boolean).join("\n");
  return words.length > EXCERPT ? `${words.slice(0, EXCERPT)}…` : words;
}

// The server's own sentence where it sent one, as a line or in the form that came back.
function reasonOf({ reason: { status, said } }) {
  const sentence = said.includes("<") ? parsed(said).querySelector("[role=alert]")?.textContent.trim() : said.trim();
  return sentence && sentence.length <= LONGEST_SENTENCE ? sentence : word(KINDS[status] ?? "refused");
}

// ---- Changing

// Of what was refused more than the words may have to change: that is done where posts are written.
function change(item, text) {
  if (text.state !== "refused" || !(isPost(text) || GONE.includes(text.reason.status))) return open(item, text);
  const address = new URL(document.querySelector("a[data-write]").href);
  address.searchParams.set("unsent", text.key);
  location.assign(address);
}

async function open(item, { key }) {
  if ("open" in item.dataset) return;
  // Whatever is drawn meanwhile, this one stays.
  item.dataset.open = "";
  const release = await held(key);
  const texts = await ask("list");
  const text = release && texts.find((each) => each.key === key);
  if (text) edit(item, text, release);
  else {
    delete item.dataset.open;
    release?.();
    show(texts);
    if (!release) toast(word("onItsWay"));
  }
}

function edit(item, text, release) {
  const box = item.querySelector("[data-edit]");
  const isHtml = fieldOf(text, "body_format") === "html";
  box.contentEditable = isHtml ? "true" : "plaintext-only";
  if (isHtml) box.replaceChildren(...parsed(fieldOf(text, "body")).body.childNodes);
  else box.textContent = fieldOf(text, "body");
  for (const each of item.querySelectorAll("[data-shown]")) each.hidden = !each.hidden;
  item.querySelector("[data-save]").onclick = () => close(item, release, readyAgain(text, isHtml ? box.innerHTML : box.innerText));
  item.querySelector("[data-leave]").onclick = () => close(item, release);
  box.focus();
  // Whoever goes on, goes on at the end.
  getSelection().selectAllChildren(box);
  getSelection().collapseToEnd();
}

// While this page holds it, the worker does not send it; a page that is closed lets go by itself. Null when the worker
// does not let go of it: then it is on its way.
function held(key) {
  return new Promise((resolve) => {
    const hold = () => new Promise((release) => { resolve(release); });
    navigator.locks.request(`text-${key}`, { signal: AbortSignal.timeout(PATIENCE) }, hold).catch(() => resolve(null));
  });
}

async function close(item, release, text) {
  if (text) await ask("keep", { text });
  delete item.dataset.open;
  release();
  show(await ask("list"));
  region().querySelector(`[data-key="${item.dataset.key}"] [data-change]`)?.focus();
  if (text) ask("send").catch(() => {});
}

// Whoever read how many people it tells knows; the form that came back holds that number.
function readyAgain(text, body = fieldOf(text, "body")) {
  const { value: told } = parsed(text.reason?.said ?? "").querySelector("[name=heads_seen]") ?? {};
  const fields = text.fields.map(([name, value]) => [name, { body, heads_seen: Number(told) ? told : value }[name] ?? value]);
  return { ...text, fields, state: "waiting", reason: undefined };
}

async function sendAgain(text) {
  // One that waits as it is may be on its way already.
  if (text.state === "refused") await ask("keep", { text: readyAgain(text) });
  ask("send").catch(() => toast(word("waits")));
}

async function throwAway(text) {
  if (await ask("withdraw", { key: text.key })) toast(word("thrownAway"), { action: { word: word("undo"), run: () => ask("keep", { text }) } });
  else toast(word("tooLate"), { level: "warning", action: { word: word("look"), href: text.page } });
  document.getElementById("content")?.focus();
}

function tryAgainLater(isNeeded) {
  clearInterval(trying);
  if (isNeeded) trying = setInterval(() => ask("send").catch(() => {}), TRIES_AGAIN);
}

// A draft on the server knows nothing of what waits here, and would bring the same words a second time.
function clearComposer(text) {
  for (const form of document.querySelectorAll("form[data-composer]")) {
    if (form.dataset.draftUrl === text.draft) form.dispatchEvent(new CustomEvent("waits-already", { detail: wordsOf(text) }));
  }
}

// ---- What became of it

export function saySent({ address }) {
  toast(word("sent"), { level: "success", action: { word: word("look"), href: address } });
}

export function mayLose(count) {
  const dialog = document.getElementById("dialog");
  const form = document.getElementById("waiting-lost").content.firstElementChild.cloneNode(true);
  form.querySelector("p").textContent = count === 1 ? word("lostOne") : word("lostMany", { count });
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-labelledby", form.querySelector("h2").id);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true });
  });
}
