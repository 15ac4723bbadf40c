// Type a few letters, choose from the list, take away with a press. Without script whole names are typed.
import { PeopleList } from "./people-list.js";
import { getJSON } from "../requests.js";
import { word } from "../words.js";

const PAUSE = 150;

class Choices extends PeopleList {
  show(...found) {
    super.show(...found);
    this.textbox.setAttribute("aria-expanded", "true");
  }

  close(how) {
    super.close(how);
    this.textbox.setAttribute("aria-expanded", "false");
  }
}

export function pick(field) {
  const input = field.querySelector("input:not([type=hidden])");
  const form = input.form;
  const list = new Choices(field, input, (person) => choose(field, input, person));
  let timer;
  let request;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    request?.abort();
    if (input.value.trim().length < 2) list.close();
    else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => pressed(event, list));
  input.addEventListener("blur", () => setTimeout(() => list.close(), 150));
  field.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-drop]");
    if (!chip) return;
    chip.closest("li").remove();
    input.focus();
  });
  form.addEventListener("reset", () => field.querySelector("[data-chosen]").replaceChildren());

  async function ask() {
    request = new AbortController();
    const address = new URL(form.dataset.mentionsUrl, location.href);
    address.searchParams.set("q", input.value.trim());
    address.searchParams.set("only", "people");
    try {
      const { people } = await getJSON(address, { signal: request.signal });
      const { left, bottom } = input.getBoundingClientRect();
      if (people.length) list.show(people, { left, bottom });
      else list.close({ searched: true });
    } catch {
      list.close();
    }
  }
}

function pressed(event, list) {
  if (!list.isOpen) return;
  if (event.key === "ArrowDown") list.move(1);
  else if (event.key === "ArrowUp") list.move(-1);
  else if (event.key === "Enter" || event.key === "Tab") list.take();
  else if (event.key === "Escape") list.close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function choose(field, input, { id, name }) {
  const chosen = field.querySelector("[data-chosen]");
  input.value = "";
  input.focus();
  if (chosen.querySelector(`input[value="${Number(id)}"]`)) return;
  const row = document.createElement("li");
  const chip = Object.assign(document.createElement("button"), { type: "button", className: "chip" });
  chip.dataset.drop = "";
  const away = Object.assign(document.createElement("span"), { className: "sr", textContent: ` ${word("away")}` });
  chip.append(name, away);
  const value = Object.assign(document.createElement("input"), { type: "hidden", name: field.dataset.name, value: id });
  row.append(chip, value);
  chosen.append(row);
}
