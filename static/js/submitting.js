// A form is sent once at a time. What cannot be sent stays, and goes later under the same key, so it arrives once.
import { isAtWork } from "./asking.js";
import { word } from "./words.js";

const busy = new WeakSet();
// A form whose answer is a file leaves the page standing, so its button comes back after a while.
const WAKES_AFTER = 20000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (busy.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!form.hasAttribute("hx-post")) {
    // Whoever answers the submit by script says so after this, by preventing it.
    setTimeout(() => { if (!event.defaultPrevented) rest(form); });
  }
}, true);

function rest(form) {
  busy.add(form);
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  setTimeout(() => wake(form), WAKES_AFTER);
}

function wake(form) {
  busy.delete(form);
  for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt.localName === "form") rest(detail.elt);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt.localName === "form") wake(detail.elt);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(wake));

// An answer that asks to mend the form takes the place of the form, wherever success would go.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status !== 422) return;
  const form = detail.requestConfig.elt.closest("form");
  if (!form) return;
  detail.target = form;
  detail.swapOverride = "outerHTML";
});

async function keepForLater({ detail }) {
  const form = detail.elt.closest("form");
  // A part of the form that could not be fetched is not the form.
  const isOwn = !detail.requestConfig || detail.requestConfig.elt === form;
  if (!form?.elements.submission || !isOwn || await isKept(form)) return;
  form.classList.add("waiting");
  const state = form.querySelector(".composer__state");
  if (state) state.replaceChildren(word("unsent"), retryButton(form));
}

// By the worker where there is one, so that it also goes when this page is closed.
async function isKept(form) {
  if (!isAtWork()) return false;
  try {
    return await (await import("./waiting.js")).keepForm(form);
  } catch (error) {
    console.warn(error);
    return false;
  }
}

function retryButton(form) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--sm";
  button.textContent = word("retry");
  button.addEventListener("click", () => form.requestSubmit());
  return button;
}

document.addEventListener("unsendable", keepForLater);
document.addEventListener("htmx:sendError", keepForLater);
document.addEventListener("htmx:timeout", keepForLater);
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const form = detail.elt.closest("form.waiting");
  form?.classList.remove("waiting");
  form?.querySelector(".composer__state")?.replaceChildren();
});
document.addEventListener("connection-restored", () => {
  for (const form of document.querySelectorAll("form.waiting")) form.requestSubmit();
});
