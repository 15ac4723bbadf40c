// Under the search box in the bar: a few likely ones while somebody types. Enter alone goes to the page of results.
import { behaviour } from "./behaviours.js";
import { word } from "./words.js";

const PAUSE = 180;
const SHORTEST = 2;

behaviour("form[data-quick-url]", (form) => new QuickResults(form));

class QuickResults {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.list = Object.assign(document.createElement("ul"), { className: "suggestions", id: "quick-results", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", word("results"));
    this.said = Object.assign(document.createElement("span"), { className: "sr" });
    this.said.setAttribute("role", "status");
    form.append(this.list, this.said);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false", autocomplete: "off" })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    // Pressing must not take the focus out of the box.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  typed() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(this.input.value), PAUSE);
  }

  async ask(words) {
    this.request = new AbortController();
    const address = new URL(this.form.dataset.quickUrl, location.href);
    address.searchParams.set("q", words);
    try {
      const response = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin", redirect: "manual", signal: this.request.signal });
      if (response.ok) this.show(await response.text());
    } catch {
      // Out of reach, or something else was typed meanwhile: the page of results is still there.
    }
  }

  show(html) {
    if (document.activeElement !== this.input) return;
    this.list.innerHTML = html;
    this.list.hidden = !this.list.children.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.point(null);
    this.said.textContent = word("found", { count: this.options.filter((option) => option.id !== "quick-all").length });
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.said.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.point(null);
  }

  point(current) {
    for (const option of this.options) option.setAttribute("aria-selected", String(option === current));
    if (current) {
      this.input.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
    this.current = current;
  }

  move(step) {
    const { options } = this;
    // One step before the first, and one behind the last, is the box itself.
    const next = options.indexOf(this.current) + step;
    this.point(this.current ? options[next] ?? null : options.at(step > 0 ? 0 : -1));
  }

  take(option) {
    if (option) location.assign(option.dataset.href);
  }

  pressed(event) {
    if (this.list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.current) this.take(this.current);
    else return;
    event.preventDefault();
  }
}

// The slash leads to the box, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]:not([contenteditable=false])")) return;
  const boxes = [...document.querySelectorAll("form[data-quick-url] input[type=search], .searchbox--page input[type=search]")];
  const box = boxes.find((each) => each.checkVisibility?.() ?? each.offsetParent);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
