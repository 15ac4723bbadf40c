// Answers to questions that appear with the article, kept by themselves like the text.
import { csrfToken } from "../requests.js";

const PAUSE = 2000;
const AGAIN = 10_000;

export class Answers {
  constructor(root) {
    this.open = new Map();
    root.addEventListener("input", ({ target }) => {
      if (!target.matches("[data-answer]")) return;
      clearTimeout(this.open.get(target));
      this.open.set(target, setTimeout(() => this.save(target), PAUSE));
    });
    window.addEventListener("pagehide", () => this.saveAll({ keepalive: true }));
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.saveAll(); });
    document.addEventListener("connection-restored", () => this.saveAll());
  }

  saveAll(options) {
    for (const field of this.open.keys()) this.save(field, options);
  }

  async save(field, options = {}) {
    clearTimeout(this.open.get(field));
    const sent = field.value;
    const before = field.form.elements[`before-${field.name}`];
    const answer = await fetch(field.dataset.answer, {
      method: "POST",
      headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true", "Saves-By-Itself": "1" },
      body: new URLSearchParams({ [field.name]: sent, [`before-${field.name}`]: before.value }),
      credentials: "same-origin",
      redirect: "manual",
      ...options,
    }).catch(() => ({ ok: false }));
    if (!answer.ok) this.open.set(field, setTimeout(() => this.save(field), AGAIN));
    else before.value = sent;
    if (answer.ok && field.value === sent) this.open.delete(field);
    const line = field.parentElement.querySelector("[role=status]");
    line.textContent = answer.ok ? line.dataset.kept : line.dataset.lost;
  }
}
