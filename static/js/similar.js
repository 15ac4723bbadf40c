// While somebody writes a post: earlier ones like it, shown quietly. It never stands in the way of sending.
import { behaviour } from "./behaviours.js";
import { post } from "./requests.js";

const PAUSE = 900;
const SHORTEST = 20;

behaviour("[data-similar-url]", (slot) => {
  const form = slot.closest("form");
  let timer;
  let request;
  let dismissed = false;
  let asked = "";

  const plain = () => form.elements.body.value.replace(/<[^>]+>/g, " ").trim();

  const ask = async () => {
    const fields = new FormData();
    for (const name of ["title", "body", "body_format"]) fields.set(name, form.elements[name]?.value ?? "");
    if (slot.dataset.place) fields.set("place", slot.dataset.place);
    const words = `${fields.get("title")} ${plain()}`.trim();
    if (words.length < SHORTEST || words === asked) return;
    asked = words;
    request = new AbortController();
    try {
      const response = await post(slot.dataset.similarUrl, fields, { signal: request.signal });
      if (response.status === 200 && !dismissed) show((await response.text()).trim());
    } catch {
      // Out of reach, or more was written meanwhile: nothing is shown, and nothing is lost.
    }
  };

  // Who has seen them, and sends all the same, is not asked once more.
  const note = (wasSeen) => {
    if (form.elements.insists) form.elements.insists.value = wasSeen ? "1" : "";
  };

  const show = (html) => {
    slot.innerHTML = html;
    window.htmx.process(slot);
    note(html);
  };

  const forget = () => {
    clearTimeout(timer);
    request?.abort();
    slot.replaceChildren();
    asked = "";
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    request?.abort();
    if (!dismissed) timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("reset", () => {
    dismissed = false;
    forget();
  });
  slot.addEventListener("click", (event) => {
    if (!event.target.closest("[data-dismiss-similar]")) return;
    dismissed = true;
    forget();
    note(true);
    (form.querySelector(".ProseMirror") ?? form.elements.body).focus();
  });
});
