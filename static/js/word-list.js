// Words that stand one on each line become chips: one press takes a word away, Enter adds one. The field stays the truth.
import { behaviour, bindAll } from "./behaviours.js";

behaviour("[data-words]", (box) => {
  const field = box.querySelector("textarea");
  const chips = Object.assign(document.createElement("div"), { className: "chips" });
  const { line, input } = addLine(box, field);
  const words = () => field.value.split("\n").map((word) => word.trim()).filter(Boolean);
  const keep = (list) => {
    field.value = [...new Set(list)].join("\n");
    chips.replaceChildren(...words().map((word) => chip(box, word, () => takeAway(word))));
  };
  const takeAway = (word) => {
    keep(words().filter((each) => each !== word));
    input.focus();
  };
  const add = () => {
    keep([...words(), ...input.value.split("\n").map((word) => word.trim())].filter(Boolean));
    input.value = "";
  };

  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    add();
  });
  // Several lines that are pasted are several words.
  input.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text");
    if (!pasted.includes("\n")) return;
    event.preventDefault();
    keep([...words(), ...pasted.split("\n").map((word) => word.trim())].filter(Boolean));
  });
  line.querySelector("button").addEventListener("click", () => {
    add();
    input.focus();
  });
  // What was typed and not added yet goes along: leaving the line adds it.
  input.addEventListener("change", add);

  field.hidden = true;
  field.before(chips, line);
  keep(words());
});

function addLine(box, field) {
  const { add, more } = box.dataset;
  const line = Object.assign(document.createElement("div"), { className: "addline" });
  const input = Object.assign(document.createElement("input"), { className: "input", type: "text", id: field.id, placeholder: more });
  // The label and what leads to an error find what can be seen.
  field.id += "_lines_typed";
  const described = field.getAttribute("aria-describedby");
  if (described) input.setAttribute("aria-describedby", described);
  if (field.getAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");
  const button = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: add });
  line.append(input, button);
  return { line, input };
}

function chip(box, word, takeAway) {
  const button = Object.assign(document.createElement("button"), { className: "chip", type: "button", textContent: word });
  if (box.dataset.chip) button.dataset.tone = box.dataset.chip;
  const away = Object.assign(document.createElement("span"), { className: "sr", textContent: `: ${box.dataset.away}` });
  button.append(away);
  button.addEventListener("click", takeAway);
  return button;
}

bindAll(document);
