// Keeps an article by itself: with the server, and on this device until the server has said that it did.
import { isAtDoor, saySignedOut } from "../errors.js";
import { csrfToken } from "../requests.js";
import { toast } from "../toasts.js";
import { word } from "../words.js";
import { choosing } from "./choosing.js";

const PAUSE = 2000;
const LONGEST_WAIT = 15_000;
const AGAIN = 10_000;
// What a browser still sends for a page that is gone.
const MOST_AT_THE_END = 60_000;
const SENTENCE = "text/plain";

export class Keeper {
  constructor(form) {
    this.form = form;
    this.line = document.querySelector("[data-how-kept]");
    this.key = `draft:${document.body.dataset.viewer ?? ""}:${new URL(form.action).pathname}`;
    this.sentWords = this.words();
    this.saving = null;
    this.isStopped = false;
    window.addEventListener("pagehide", () => this.save({ atTheEnd: true }));
    // A page that was put away and comes back does not know what became of its last words.
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save(); });
    document.addEventListener("connection-restored", () => this.save());
    window.addEventListener("online", () => this.save());
    document.addEventListener("submit", (event) => this.submitted(event), true);
    document.addEventListener("click", (event) => this.followed(event));
  }

  words() {
    const { title, body } = this.form.elements;
    return JSON.stringify([title.value, body.value]);
  }

  get isKept() {
    return this.words() === this.sentWords;
  }

  changed() {
    this.keepHere();
    if (this.isStopped) return;
    clearTimeout(this.timer);
    // Who never pauses is kept too.
    this.since ??= Date.now();
    const wait = Math.min(PAUSE, Math.max(0, this.since + LONGEST_WAIT - Date.now()));
    this.timer = setTimeout(() => this.save(), wait);
  }

  // One at a time, so that each goes on from the revision of the one before.
  async save({ atTheEnd = false, insists = false } = {}) {
    clearTimeout(this.timer);
    this.since = undefined;
    while (this.saving && !atTheEnd) await this.saving;
    if (!insists && (this.isKept || this.isStopped)) return this.isKept;
    // At the end what is under way is of this window too, and is no reason to be warned.
    const saving = this.send({ atTheEnd, insists: insists || Boolean(this.saving) }).finally(() => {
      if (this.saving === saving) this.saving = null;
    });
    this.saving = saving;
    return saving;
  }

  async send({ atTheEnd, insists }) {
    const sent = this.words();
    const fields = this.fields(insists);
    this.say(this.form.dataset.keeping);
    let answer;
    try {
      answer = await fetch(this.form.action, {
        method: "POST",
        headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true", "Saves-By-Itself": "1" },
        body: fields,
        credentials: "same-origin",
        redirect: "manual",
        keepalive: atTheEnd && String(fields).length < MOST_AT_THE_END,
      });
    } catch {
      this.isOutOfReach = true;
      this.say(this.form.dataset.here);
      this.again();
      return false;
    }
    this.isOutOfReach = false;
    if (answer.status === 204) this.saved(answer, sent);
    else await this.refused(answer);
    return answer.status === 204;
  }

  fields(insists) {
    const { title, body, body_format, revision } = this.form.elements;
    const fields = new URLSearchParams({ title: title.value, body: body.value, body_format: body_format.value, revision: revision.value });
    if (insists) fields.set("insists", "1");
    return fields;
  }

  saved(answer, sent) {
    this.form.elements.revision.value = answer.headers.get("Revision");
    this.sentWords = sent;
    this.isStopped = this.isOut = false;
    this.setTitleError("");
    if (this.isKept) localStorage.removeItem(this.key);
    else this.keepHere();
    const moment = new Date(answer.headers.get("Saved-At") ?? Date.now());
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone: document.body.dataset.zone }).format(moment);
    this.say(this.form.dataset.kept.replace("{time}", time));
  }

  async refused(answer) {
    const isOut = answer.status === 401 || answer.type === "opaqueredirect" || isAtDoor({ responseURL: answer.url });
    if (isOut) {
      if (!this.isOut) saySignedOut();
      this.isOut = true;
      this.say(this.form.dataset.out);
    } else if (answer.status === 409) {
      this.isStopped = true;
      choosing(await answer.text(), this);
      this.say(this.form.dataset.waits);
    } else {
      const said = await sentenceOf(answer);
      this.setTitleError(answer.status === 422 ? said : "");
      this.say(`${said} ${this.form.dataset.refused}`);
      if (answer.status >= 500 || answer.status === 429) this.again();
    }
  }

  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AGAIN);
  }

  keepHere() {
    const { title, body, body_format, revision } = this.form.elements;
    const kept = { at: Date.now(), revision: Number(revision.value), title: title.value, body: body.value, format: body_format.value };
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // A full or closed store is no reason to disturb somebody who writes.
    }
  }

  // What the server never heard is put back; where the text went on elsewhere since, it becomes a version.
  comesBack(editor) {
    this.sentWords = this.words();
    const kept = this.keptHere();
    const { elements, dataset } = this.form;
    if (dataset.unkept !== undefined) {
      // What was refused is on this page only.
      this.sentWords = null;
      this.keepHere();
      return;
    }
    if (!kept) return;
    const isSame = bare(kept) === bare({ title: elements.title.value, body: elements.body.value });
    if (isSame || kept.format !== elements.body_format.value) {
      if (isSame) localStorage.removeItem(this.key);
      return;
    }
    if (kept.revision < Number(elements.revision.value)) {
      this.setAside(kept).then((done) => { if (done) this.say(dataset.aside); });
      return;
    }
    elements.title.value = kept.title;
    if (editor) editor.replace(kept.body);
    else elements.body.value = kept.body;
    this.say(dataset.back);
    this.save();
  }

  keptHere() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  async setAside({ title, body, format }) {
    const answer = await fetch(this.form.dataset.asideUrl, {
      method: "POST",
      headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true", "Saves-By-Itself": "1" },
      body: new URLSearchParams({ title, body, body_format: format }),
      credentials: "same-origin",
      redirect: "manual",
    }).catch(() => ({ ok: false }));
    if (answer.ok) localStorage.removeItem(this.key);
    else this.say(this.form.dataset.here);
    return answer.ok;
  }

  // Whatever is pressed on this page waits until the last letter is kept.
  submitted(event) {
    const { target: form, submitter } = event;
    if (form !== this.form && !form.matches("[data-after-saving]")) return;
    if (form === this.form && !submitter?.hasAttribute("formaction")) {
      hold(event);
      this.save();
    } else if (!this.isKept || this.saving) {
      hold(event);
      this.save().then((isKept) => {
        if (isKept) form.requestSubmit(submitter);
        else if (this.isOutOfReach) toast(word("notSent"), { level: "error" });
        else document.querySelector("[data-notices]").scrollIntoView({ block: "nearest" });
      });
    } else {
      localStorage.removeItem(this.key);
    }
  }

  followed(event) {
    const link = event.target.closest("a[data-after-saving]");
    if (!link || this.isKept || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.save().then((isKept) => { if (isKept) location.assign(link.href); });
  }

  setTitleError(sentence) {
    const line = document.getElementById("title-error");
    line.hidden = !sentence;
    line.querySelector("span").textContent = sentence;
    const { title } = this.form.elements;
    if (sentence) title.setAttribute("aria-invalid", "true");
    else title.removeAttribute("aria-invalid");
  }

  say(text) {
    if (this.line && this.line.textContent !== text) this.line.textContent = text;
  }
}

// Without what the server leaves out.
function bare({ title, body }) {
  return `${title.replace(/\s+/g, " ").trim()}\n${body.replace(/<p><\/p>|<div><\/div>/g, "")}`;
}

function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

async function sentenceOf(answer) {
  const isText = (answer.headers.get("Content-Type") ?? "").startsWith(SENTENCE);
  if (isText) return (await answer.text()).trim();
  return word({ 403: "forbidden", 404: "gone", 413: "large", 429: "busy" }[answer.status] ?? "trouble");
}
