// Brings files one after the other while somebody writes: each with its progress, and with what to do when it fails.
import { saySignedOut, sentenceOf, signInAddress } from "./errors.js";
import { isAtWork } from "./asking.js";
import { csrfToken } from "./requests.js";

const AT_ONCE = 2;
const MEGABYTE = 1_000_000;
// What did not arrive can be sent again; what the server has judged cannot.
const JUDGED = [400, 413, 422];
const known = new WeakMap();
let model = null;

export async function uploadsOf(field) {
  model ??= await fetchModel(field.dataset.uploads);
  if (!known.has(field)) known.set(field, new Uploads(field));
  return known.get(field);
}

// The row of a file on its way and all its words come from the server, in the reader's language.
async function fetchModel(address) {
  const response = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (!response.ok || response.redirected) throw new Error(`${response.status}`);
  return elementOf(await response.text());
}

function elementOf(html) {
  return new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
}

function inMegabytes(size) {
  const language = document.documentElement.lang;
  return new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(size / MEGABYTE);
}

class Uploads {
  constructor(field) {
    this.field = field;
    this.form = field.closest("form");
    this.list = field.querySelector("ul");
    this.waiting = [];
    this.running = new Map();
    this.held = null;
    this.form.addEventListener("submit", (event) => this.hold(event), true);
    this.list.addEventListener("upload-removed", ({ target }) => this.stop(target));
    document.addEventListener("connection-restored", () => this.tryAllAgain());
  }

  add(files) {
    const free = Number(model.dataset.most) - this.list.children.length;
    if (files.length > free) this.say(model.dataset.several);
    for (const file of files.slice(0, Math.max(0, free))) this.list.append(this.rowOf(file));
    this.next();
  }

  rowOf(file) {
    const row = document.importNode(model, true);
    row.querySelector(".upload__name").textContent = file.name;
    row.querySelector("progress").setAttribute("aria-label", file.name);
    const button = row.querySelector("[data-remove]");
    button.setAttribute("aria-label", button.getAttribute("aria-label").replace("{name}", file.name));
    row.querySelector("[data-again]").addEventListener("click", () => this.tryAgain(row, file));
    row.file = file;
    showThumb(row, file);
    if (file.size > Number(model.dataset.largest)) fail(row, model.dataset.large);
    else this.queue(row);
    return row;
  }

  queue(row) {
    row.querySelector(".help").textContent = model.dataset.waiting;
    this.waiting.push(row);
  }

  next() {
    while (this.waiting.length && this.running.size < AT_ONCE) this.send(this.waiting.shift());
    if (this.isBusy() || !this.held) return;
    const { submitter } = this.held;
    this.held = null;
    this.say("");
    if (this.goesLater()) this.handOver();
    else if (this.failed()) this.say(model.dataset.unfinished);
    else this.form.requestSubmit(submitter);
  }

  // XMLHttpRequest and not fetch, which cannot tell how far it is.
  send(row) {
    const request = new XMLHttpRequest();
    const fields = new FormData();
    fields.append("upload", row.file, row.file.name);
    request.upload.addEventListener("progress", (event) => showProgress(row, event));
    request.addEventListener("loadend", () => this.arrived(row, request));
    request.open("POST", this.field.dataset.uploads);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("HX-Request", "true");
    this.running.set(row, request);
    request.send(fields);
  }

  arrived(row, request) {
    if (this.running.get(row) !== request) return;
    this.running.delete(row);
    if (request.status === 201) this.replace(row, elementOf(request.responseText));
    else if (wasSignedOut(request)) this.signedOut(row);
    else if (request.status) fail(row, sentenceOf(request), { mayTryAgain: !JUDGED.includes(request.status) });
    else this.lost(row);
    this.next();
  }

  replace(row, kept) {
    kept.file = row.file;
    if (row.file.alt) kept.querySelector("[name^=file-]").value = row.file.alt;
    row.replaceWith(kept);
    this.form.dispatchEvent(new CustomEvent("files-changed"));
  }

  // Where the worker keeps what cannot be sent, the file goes along with the words, later.
  lost(row) {
    fail(row, "", { mayTryAgain: true });
    row.isLost = isAtWork();
    if (!row.isLost) return;
    row.querySelector(".error").hidden = true;
    row.querySelector(".help").textContent = model.dataset.later;
  }

  signedOut(row) {
    saySignedOut();
    fail(row, "", { mayTryAgain: true });
  }

  stop(row) {
    this.waiting = this.waiting.filter((other) => other !== row);
    const request = this.running.get(row);
    this.running.delete(row);
    request?.abort();
    this.say("");
    this.next();
  }

  tryAgain(row) {
    row.isLost = false;
    row.querySelector(".error").hidden = row.querySelector("[data-again]").hidden = true;
    row.querySelector("progress").hidden = false;
    this.say("");
    this.queue(row);
    this.next();
  }

  tryAllAgain() {
    if (!this.form.isConnected) return;
    for (const row of this.list.querySelectorAll("li:has([data-again]:not([hidden]))")) this.tryAgain(row);
  }

  isBusy() {
    return this.waiting.length + this.running.size > 0;
  }

  failed() {
    return this.list.querySelector("[data-again]:not([hidden])");
  }

  // What is sent waits for its files; a file that did not arrive is first mended or taken out.
  hold(event) {
    if (!this.isBusy() && !this.failed()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.goesLater()) {
      this.handOver();
      return;
    }
    if (this.isBusy()) this.held = { submitter: event.submitter };
    this.say(this.isBusy() ? model.dataset.held : model.dataset.unfinished);
    if (!this.isBusy()) this.failed().focus();
  }

  goesLater() {
    const failed = [...this.list.querySelectorAll("li:has([data-again]:not([hidden]))")];
    return !this.isBusy() && failed.length > 0 && failed.every(({ isLost }) => isLost);
  }

  handOver() {
    this.form.dispatchEvent(new CustomEvent("unsendable", { bubbles: true, detail: { elt: this.form } }));
  }

  say(text) {
    const state = this.form.querySelector(".composer__state");
    if (state) state.textContent = text;
  }
}

function showProgress(row, { loaded, total }) {
  const isAllSent = loaded === total;
  row.querySelector("progress").value = total ? Math.round((loaded / total) * 100) : 0;
  row.querySelector(".help").textContent = isAllSent ? model.dataset.kept : model.dataset.sending
    .replace("{sent}", inMegabytes(loaded)).replace("{size}", inMegabytes(total));
}

function fail(row, sentence, { mayTryAgain = false } = {}) {
  const error = row.querySelector(".error");
  if (sentence) error.querySelector("span").textContent = sentence;
  error.hidden = false;
  row.querySelector("progress").hidden = true;
  row.querySelector(".help").textContent = "";
  row.querySelector("[data-again]").hidden = !mayTryAgain;
}

function wasSignedOut(request) {
  const path = new URL(request.responseURL || location.href, location.href).pathname;
  return request.status === 401 || path === signInAddress().split("?")[0];
}

function showThumb(row, file) {
  if (!file.type.startsWith("image/")) return;
  const picture = document.createElement("img");
  picture.alt = "";
  picture.className = "upload__thumb";
  const done = () => URL.revokeObjectURL(picture.src);
  picture.addEventListener("load", () => { row.querySelector(".upload__thumb").replaceWith(picture); done(); });
  // A browser that cannot show HEIC keeps the drawing until the server has made something it can show.
  picture.addEventListener("error", done);
  picture.src = URL.createObjectURL(file);
}
