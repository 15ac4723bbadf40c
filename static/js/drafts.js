// What is being written is kept by itself: on the server, and on this device while the server is out of reach.
import { filledIn } from "./filling.js";
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
    this.turn = 0;
    this.isOutOfReach = false;
    // A send waits for the draft that is under way, so that the draft cannot come in after it.
    form.addEventListener("htmx:confirm", (event) => {
      clearTimeout(this.timer);
      if (!this.saving) return;
      event.preventDefault();
      this.saving.finally(() => event.detail.issueRequest(true));
    });
    window.addEventListener("pagehide", () => {
      if (!this.timer || !form.isConnected) return;
      // Nobody hears any more whether it arrived.
      if (this.isOutOfReach || !navigator.onLine) this.keepHere();
      this.save({ keepalive: true });
    });
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  save(options = {}) {
    clearTimeout(this.timer);
    this.timer = null;
    if (!this.form.isConnected) return;
    this.turn += 1;
    const { turn } = this;
    const ifStillAsked = (act) => (answer) => turn === this.turn && act(answer);
    const fields = new FormData(this.form);
    fields.delete("upload");
    this.saving = post(this.form.dataset.draftUrl, fields, options)
      .then((response) => {
        if (!response.ok) throw new Error(`${response.status}`);
        return response.headers.get("Saved-At") ?? "";
      })
      .then(ifStillAsked((moment) => this.saved(moment)), ifStillAsked(() => this.keepHere()))
      .finally(ifStillAsked(() => { this.saving = null; }));
  }

  saved(moment) {
    this.isOutOfReach = false;
    this.form.dataset.savedAt = moment;
    localStorage.removeItem(keyOf(this.form));
    this.say(word("saved", { time: timeNow() }));
  }

  keepHere() {
    this.isOutOfReach = true;
    // With the draft of the server that it goes on from: clocks differ, and another device may go on from the same one.
    const kept = { at: Date.now(), from: this.form.dataset.savedAt ?? "", ...filledIn(this.form) };
    try {
      localStorage.setItem(keyOf(this.form), JSON.stringify(kept));
      this.say(word("kept"));
    } catch {
      // A full or closed store is no reason to disturb somebody who writes.
    }
  }

  // What is kept here, unless she went on elsewhere since: then the page has the draft of that.
  kept() {
    const kept = JSON.parse(localStorage.getItem(keyOf(this.form)));
    if (!kept?.fields) return null;
    const { savedAt = "" } = this.form.dataset;
    if (!savedAt || kept.from === savedAt || kept.at > Date.parse(savedAt)) return kept;
    localStorage.removeItem(keyOf(this.form));
    return null;
  }

  forget() {
    clearTimeout(this.timer);
    this.timer = null;
    this.turn += 1;
    this.saving = null;
    delete this.form.dataset.savedAt;
    localStorage.removeItem(keyOf(this.form));
    this.say("");
  }

  discard() {
    this.forget();
    post(this.form.dataset.draftUrl, {}, { keepalive: true }).catch(() => {});
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
