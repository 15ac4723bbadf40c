// The list of people under the words: a listbox that the keyboard reaches without leaving the text.
import { word } from "../words.js";

let made = 0;

export class PeopleList {
  constructor(form, textbox, choose) {
    this.form = form;
    this.textbox = textbox;
    this.choose = choose;
    this.people = [];
    this.current = 0;
    this.box = Object.assign(document.createElement("ul"), { className: "suggestions", id: `suggestions-${(made += 1)}`, hidden: true });
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", word("people"));
    // Pressing must not take the focus out of the text.
    this.box.addEventListener("pointerdown", (event) => event.preventDefault());
    this.box.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.index));
    });
    this.said = Object.assign(document.createElement("span"), { className: "sr" });
    this.said.setAttribute("role", "status");
    form.append(this.box, this.said);
    textbox.setAttribute("aria-autocomplete", "list");
  }

  get isOpen() {
    return !this.box.hidden;
  }

  show(people, place) {
    this.people = people;
    this.box.replaceChildren(...people.map((person, index) => this.option(person, index)));
    this.box.hidden = false;
    this.textbox.setAttribute("aria-controls", this.box.id);
    this.put(place);
    this.point(0);
    this.said.textContent = word("found", { count: people.length });
  }

  close({ searched = false } = {}) {
    this.said.textContent = searched ? word("nobody") : "";
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.textbox.removeAttribute("aria-activedescendant");
    this.textbox.removeAttribute("aria-controls");
  }

  remove() {
    this.box.remove();
    this.said.remove();
  }

  move(step) {
    this.point((this.current + step + this.people.length) % this.people.length);
  }

  take(index = this.current) {
    const person = this.people[index];
    this.close();
    this.choose(person);
  }

  point(index) {
    this.current = index;
    for (const option of this.box.children) {
      const isCurrent = Number(option.dataset.index) === index;
      option.setAttribute("aria-selected", String(isCurrent));
      if (isCurrent) option.scrollIntoView({ block: "nearest" });
    }
    this.textbox.setAttribute("aria-activedescendant", `${this.box.id}-${index}`);
  }

  put({ left, bottom }) {
    const around = this.form.getBoundingClientRect();
    const furthest = around.width - this.box.offsetWidth - 16;
    this.box.style.insetBlockStart = `${bottom - around.top + 4}px`;
    this.box.style.insetInlineStart = `${Math.max(16, Math.min(left - around.left, furthest))}px`;
  }

  option(person, index) {
    const option = Object.assign(document.createElement("li"), { className: "suggestion", id: `${this.box.id}-${index}` });
    option.setAttribute("role", "option");
    option.dataset.index = index;
    const words = document.createElement("span");
    const role = Object.assign(document.createElement("span"), { className: "suggestion__role", textContent: person.role ?? "" });
    words.append(person.name, role);
    option.append(face(person), words);
    return option;
  }
}

function face({ photo, initials, tone, isTeam }) {
  if (isTeam) return sign("users");
  const element = document.createElement(photo ? "img" : "span");
  element.className = "avatar avatar--sm";
  if (photo) {
    element.src = photo;
    element.alt = "";
  } else {
    element.textContent = initials;
    element.dataset.tone = tone;
    element.setAttribute("aria-hidden", "true");
  }
  return element;
}

function sign(name) {
  const [SVG, sprite] = ["http://www.w3.org/2000/svg", document.querySelector("use")?.getAttribute("href") ?? ""];
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite.split("#")[0]}#i-${name}`);
  picture.append(use);
  return picture;
}
