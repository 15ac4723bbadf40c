// What is being written is kept by itself: on the server, and on this device while the server is out of reach.
import { post } from "./requests.js";
import { word } from "./words.js";

const PAUSE = 3000;
const viewer = () => document.body.dataset.viewer ?? "";
const keyOf = (form) => `draft:${viewer()}:${form.dataset.draftUrl}`;

export class Draft {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector(".composer__draft");
    this.saving = null;
    // A send waits for the draft that is under way, so that the draft cannot come in after it.
    form.addEventListener("htmx:confirm", (event) => {
      clearTimeout(this.timer);
      if (!this.saving) return;
      event.preventDefault();
      this.saving.finally(() => event.detail.issueRequest(true));
    });
    window.addEventListener("pagehide", () => { if (this.timer) this.save({ keepalive: true }); });
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  save(options = {}) {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.form.isConnected) return;
    const fields = new FormData(this.form);
    fields.delete("upload");
    this.saving = post(this.form.dataset.draftUrl, fields, options)
      .then((response) => {
        if (!response.ok) throw new Error(`${response.status}`);
        localStorage.removeItem(keyOf(this.form));
        this.say(word("saved", { time: timeNow() }));
      })
      .catch(() => this.keepHere(fields))
      .finally(() => { this.saving = null; });
  }

  keepHere(fields) {
    fields.delete("csrfmiddlewaretoken");
    try {
      localStorage.setItem(keyOf(this.form), JSON.stringify(Object.fromEntries(fields)));
      this.say(word("kept"));
    } catch {
      // A full or closed store is no reason to disturb somebody who writes.
    }
  }

  kept() {
    const text = localStorage.getItem(keyOf(this.form));
    return text ? JSON.parse(text) : null;
  }

  forget() {
    clearTimeout(this.timer);
    this.timer = null;
    localStorage.removeItem(keyOf(this.form));
    this.say("");
  }

  discard() {
    this.forget();
    const fields = new FormData(this.form);
    fields.set("body", "");
    post(this.form.dataset.draftUrl, fields).catch(() => {});
  }

  say(text) {
    if (this.line) this.line.textContent = text;
  }
}

function timeNow() {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format();
}

function forgetOthers(mine) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("draft:") && !(mine && key.startsWith(mine))) localStorage.removeItem(key);
  }
}

// Devices are shared: whoever signs in, or leaves on purpose, does not leave words behind for the next.
if (viewer()) forgetOthers(`draft:${viewer()}:`);
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) forgetOthers("");
});
