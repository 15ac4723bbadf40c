// The place to write: it wakes when somebody comes to it, and only then fetches the editor.
import { behaviour } from "./behaviours.js";
import { Draft } from "./drafts.js";

behaviour("form[data-composer]", (form) => {
  const composer = new Composer(form);
  form.addEventListener("focusin", () => composer.wake(), { once: true });
  form.addEventListener("input", () => composer.draft?.changed());
  form.addEventListener("files-changed", () => composer.draft?.save());
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    // Not detail.elt: for a part of the form that replaced itself, that is the form as well.
    if (detail.requestConfig.elt === form && detail.successful && form.isConnected) composer.sent();
  });
  form.querySelector("[data-close]")?.addEventListener("click", (event) => {
    if (!form.matches("[data-once]")) return;
    event.preventDefault();
    composer.leave();
  });
  composer.restore();
});

class Composer {
  constructor(form) {
    this.form = form;
    this.textarea = form.elements.body;
    this.tools = form.querySelector(".composer__tools");
    this.draft = form.dataset.draftUrl ? new Draft(form) : null;
    this.editor = null;
  }

  restore() {
    const kept = this.draft?.kept();
    if (kept) this.takeOver(kept);
    if (this.textarea.value || this.textarea.dataset.html || document.activeElement === this.textarea) this.wake();
  }

  takeOver({ body, body_format: format, ...others }) {
    if (format === "html") {
      this.textarea.dataset.html = body;
      this.textarea.value = new DOMParser().parseFromString(body, "text/html").body.textContent;
    } else {
      this.textarea.value = body;
    }
    for (const [name, value] of Object.entries(others)) {
      const field = this.form.elements[name];
      if (field instanceof RadioNodeList || (field && !["checkbox", "radio", "file"].includes(field.type))) field.value = value;
    }
  }

  wake() {
    if (this.awake) return;
    this.awake = true;
    const tools = document.getElementById("editor-tools");
    if (!tools) return;
    this.tools.replaceChildren(tools.content.cloneNode(true));
    if (navigator.connection?.saveData) {
      this.tools.addEventListener("click", () => this.enhance(), { once: true });
    } else {
      this.enhance();
    }
  }

  async enhance() {
    try {
      const { mount } = await import("./editor/editor.js");
      if (this.form.isConnected) this.editor ??= mount(this);
    } catch (error) {
      // Out of reach: the plain textarea goes on, and the next visit to it tries again.
      this.tools.replaceChildren();
      this.awake = false;
      this.form.addEventListener("focusin", () => this.wake(), { once: true });
      console.warn(error);
    }
  }

  sent() {
    this.draft?.forget();
    if (this.form.matches("[data-once]")) this.form.remove();
    else this.startAnew();
  }

  leave() {
    this.draft?.discard();
    this.form.remove();
  }

  startAnew() {
    this.form.reset();
    delete this.textarea.dataset.html;
    this.textarea.value = this.textarea.defaultValue = "";
    this.editor?.clear();
    this.form.querySelector(".uploads__list")?.replaceChildren();
    this.form.elements.submission.value = newKey();
    if (this.form.contains(document.activeElement)) document.activeElement.blur();
  }
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
