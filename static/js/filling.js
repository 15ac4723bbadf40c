// What somebody filled in, taken out of a form and put back: repeated fields in their order, chosen people, files.
const LISTS = ".uploads__list, [data-chosen]";
// The composer puts its words back itself.
const WORDS = ["body", "body_format"];
const OF_THE_WRITER = [...WORDS, "seen_edits"];

// The number of this try, the token and the like belong to the page: put back, they would send what was sent before.
const isOfThePage = (field) => field.type === "hidden" && !OF_THE_WRITER.includes(field.name) && !field.closest(LISTS);
const nameOf = (list) => list.closest("[data-name]")?.dataset.name ?? "files";

export function filledIn(form) {
  const ofThePage = new Set([...form.elements].filter(isOfThePage).map(({ name }) => name));
  const fields = [...new FormData(form)].filter(([name, value]) => !ofThePage.has(name) && !(value instanceof File));
  const lists = Object.fromEntries([...form.querySelectorAll(LISTS)].map((list) => [nameOf(list), rowsOf(list)]));
  return { fields, lists };
}

// What is still on its way has no field yet.
function rowsOf(list) {
  return [...list.children].filter((row) => row.querySelector("input[name]")).map((row) => row.outerHTML).join("");
}

export function putBack(form, { fields, lists }) {
  const left = new Map();
  for (const [name, value] of fields) {
    if (!WORDS.includes(name)) left.set(name, [...(left.get(name) ?? []), value]);
  }
  fill(form, form, { left, lists });
  if (left.size) awaitOthers(form, { left, lists });
}

function fill(form, part, { left, lists }) {
  for (const list of part.querySelectorAll(LISTS)) {
    const rows = lists[nameOf(list)];
    if (rows !== undefined) list.replaceChildren(...new DOMParser().parseFromString(rows, "text/html").body.childNodes);
  }
  const mine = [...form.elements].filter((field) => part.contains(field) && field.type !== "file" && !isOfThePage(field));
  for (const field of mine) set(field, left.get(field.name) ?? []);
  for (const { name } of mine) left.delete(name);
}

function set(field, values) {
  if (field.type === "checkbox") field.checked = values.includes(field.value);
  else if (!values.length) return;
  else if (field.type === "radio") field.checked = values.includes(field.value);
  else field.value = values.shift();
  const box = field.closest("details");
  if (box && (field.type === "checkbox" ? field.checked : field.value)) box.open = true;
}

// In a feed the fields of a kind of post come when somebody goes to the form; until then their values go along as they were.
function awaitOthers(form, kept) {
  const { left } = kept;
  form.addEventListener("htmx:load", ({ target }) => fill(form, target, kept));
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, values] of left) values.forEach((value) => formData.append(name, value));
  });
  form.addEventListener("reset", () => left.clear());
  document.addEventListener("htmx:load", () => form.dispatchEvent(new FocusEvent("focusin", { bubbles: true })), { once: true });
}
