// The page to try the API out: asks what a form says with the reader's own session, and shows the answer.
import { behaviour, bindAll } from "./behaviours.js";
import { csrfToken } from "./requests.js";

behaviour("[data-address]", (form) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(addressIn(form), request(form));
    const shown = form.querySelector("pre");
    shown.textContent = `${answer.status}\n${await textOf(answer)}`;
    shown.hidden = false;
  });
});

function fields(form, place) {
  return [...form.querySelectorAll(`[data-in=${place}]`)];
}

function addressIn(form) {
  let path = form.dataset.address;
  for (const { name, value } of fields(form, "path")) path = path.replace(`{${name}}`, encodeURIComponent(value));
  const filled = fields(form, "query").filter(({ value }) => value).map(({ name, value }) => [name, value]);
  return filled.length ? `${path}?${new URLSearchParams(filled)}` : path;
}

function request(form) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  const [words] = fields(form, "body");
  const [file] = fields(form, "file");
  if (words) headers["Content-Type"] = "application/json";
  return { method: form.dataset.method.toUpperCase(), headers, body: words?.value ?? (file ? new FormData(form) : undefined) };
}

async function textOf(answer) {
  const kind = answer.headers.get("Content-Type") ?? "";
  if (!kind.includes("json")) return kind;
  return JSON.stringify(await answer.json(), null, 2);
}

bindAll(document);
