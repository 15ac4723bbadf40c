// The place to write: it wakes when somebody comes to it, and only then fetches the editor.
import { behaviour, bindAll } from "./behaviours.js";
import { Draft } from "./drafts.js";
import { isAtDoor } from "./errors.js";
import { putBack } from "./filling.js";

behaviour("form[data-composer]", (form) => {
  const composer = new Composer(form);
  form.addEventListener("focusin", () => composer.wake(), { once: true });
  form.addEventListener("input", () => composer.draft?.changed());
  form.addEventListener("files-changed", () => composer.draft?.save());
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    // Not detail.elt: for a part of the form that replaced itself, that is the form as well.
    if (detail.requestConfig.elt !== form) return;
    if (isTaken(detail.xhr)) composer.sent();
    // Whoever is asked to sign in leaves this page, and finds her words again.
    else composer.draft?.save();
  });
  form.querySelector("[data-close]")?.addEventListener("click", (event) => {
    if (!form.matches("[data-once]")) return;
    composer.draft?.discard();
    if (!form.matches("[data-once=here]")) return;
    event.preventDefault();
    form.remove();
  });
  form.addEventListener("kept", () => composer.sent());
  // What wakes under the mouse grows, and the button would be gone when it is let go.
  form.addEventListener("mousedown", (event) => {
    if (!composer.awake && event.target.closest("[type=submit]")) event.preventDefault();
  });
  form.addEventListener("waits-already", ({ detail }) => composer.leaveOut(detail));
  form.addEventListener("words-shared", ({ detail }) => composer.takeIn(detail));
  composer.restore();
});

class Composer {
  constructor(form) {
    this.form = form;
    this.textarea = form.elements.body;
    this.tools = form.querySelector(".composer__tools");
    this.draft = form.dataset.draftUrl ? new Draft(form) : null;
    this.editor = null;
    this.cameFilled = form.matches("[data-refused]") || "savedAt" in form.dataset;
  }

  restore() {
    // A page from the copy is opened more than once; what is written on it each time is another text.
    if (document.body.dataset.keptAt) this.form.elements.submission.value = newKey();
    // A form that came back holds what was typed last; what was kept before that is older.
    if (this.form.matches("[data-refused]")) this.draft?.save();
    else this.takeOver(this.draft?.kept());
    if (this.textarea.value || this.textarea.dataset.html || document.activeElement === this.textarea) this.wake();
  }

  takeOver(kept) {
    if (!kept) return;
    const { body, body_format: format } = Object.fromEntries(kept.fields);
    delete this.textarea.dataset.html;
    if (format === "html") {
      this.textarea.dataset.html = body;
      this.textarea.value = new DOMParser().parseFromString(body, "text/html").body.textContent;
    } else {
      this.textarea.value = body;
    }
    putBack(this.form, kept);
  }

  wake() {
    if (this.awake) return;
    this.awake = true;
    const tools = document.getElementById("editor-tools");
    if (!tools) return;
    // After a failed try the tools come with the editor: what jumps under a thumb is missed by it.
    if (!this.isPlain) this.showTools(tools);
    if (navigator.connection?.saveData) {
      this.tools.addEventListener("click", () => this.enhance(), { once: true });
    } else {
      this.mounting = this.enhance();
    }
  }

  showTools(tools) {
    this.tools.replaceChildren(tools.content.cloneNode(true));
  }

  async enhance() {
    try {
      const { mount } = await import("./editor/editor.js");
      if (!this.form.isConnected) return;
      if (this.isPlain) this.showTools(document.getElementById("editor-tools"));
      this.editor ??= mount(this);
    } catch (error) {
      // Out of reach: the plain textarea goes on, and the next visit to it tries again.
      this.tools.replaceChildren();
      this.awake = false;
      this.isPlain = true;
      this.form.addEventListener("focusin", () => this.wake(), { once: true });
      console.warn(error);
    }
  }

  async takeIn({ title, words, html }) {
    const field = this.form.elements.title;
    if (title && field && !field.value) field.value = title;
    this.wake();
    await this.mounting;
    if (this.editor) this.editor.add(words, html);
    else this.textarea.value = [this.textarea.value, words].filter(Boolean).join("\n");
    this.draft?.changed();
  }

  leaveOut(words) {
    const { value } = this.textarea;
    const isHtml = this.form.elements.body_format.value === "html";
    const written = isHtml ? new DOMParser().parseFromString(value, "text/html").body.textContent : value;
    const bare = (text) => text.replace(/\s+/g, "");
    if (words && bare(written) === bare(words)) this.startAnew();
  }

  sent() {
    this.draft?.forget();
    if (this.form.matches("[data-once=here]")) this.form.remove();
    else if (!this.form.matches("[data-once]")) this.startAnew();
  }

  startAnew() {
    this.form.reset();
    delete this.textarea.dataset.html;
    this.textarea.value = this.textarea.defaultValue = "";
    this.editor?.clear();
    this.form.querySelector(".uploads__list")?.replaceChildren();
    this.form.elements.submission.value = newKey();
    if (this.form.contains(document.activeElement)) document.activeElement.blur();
    const isEmpty = !this.cameFilled && !this.form.querySelector("[data-chosen] > *");
    if (!isEmpty) this.renew().catch((error) => console.warn(error));
  }

  // A form resets to what it came with, and keeps the people who were chosen. Where that was a draft, what was refused or
  // somebody, an empty one takes its place.
  async renew() {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
    const empty = body.querySelector(`#${this.form.id}[data-composer]`);
    const isInUse = this.textarea.value || this.form.contains(document.activeElement);
    if (!empty || isInUse || body.dataset.keptAt) return;
    this.form.replaceWith(empty);
    window.htmx.process(empty);
    bindAll(empty);
  }
}

// Not detail.successful: htmx does not say it of an answer that leads to another page.
function isTaken(xhr) {
  return xhr.status >= 200 && xhr.status < 300 && !isAtDoor(xhr);
}

function newKey() {
  // crypto.randomUUID is missing on plain HTTP.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Who sent something goes on at what she sent, also by keyboard.
let isArriving = false;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  isArriving = detail.xhr.status === 200 && detail.requestConfig.elt.matches("[data-composer]");
});
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (!isArriving || elt.closest("#toasts, .bar, .tabbar")) return;
  isArriving = false;
  if (!elt.hasAttribute("tabindex")) elt.tabIndex = -1;
  elt.focus();
});

// "Write" goes to the composer of this page when it has one.
document.addEventListener("click", (event) => {
  const composer = document.getElementById("composer");
  if (!event.target.closest("a[data-write]") || !composer?.matches("[data-composer]")) return;
  event.preventDefault();
  composer.scrollIntoView({ block: "center" });
  (composer.querySelector(".ProseMirror") ?? composer.elements.body).focus();
});
