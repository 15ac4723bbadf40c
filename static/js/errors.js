// When the server says no, or nothing: its own sentence if it sent one, else ours for that kind of trouble.
import { forgetCopy } from "./asking.js";
import { csrfToken } from "./requests.js";
import { toast } from "./toasts.js";
import { word } from "./words.js";

const LONGEST_SENTENCE = 400;
const KINDS = { 403: "forbidden", 404: "gone", 410: "gone", 413: "large", 429: "busy" };

export function signInAddress() {
  const address = document.getElementById("toasts")?.dataset.signInUrl ?? "/";
  return `${address}?next=${encodeURIComponent(location.pathname + location.search)}`;
}

export function saySignedOut() {
  forgetCopy();
  toast(word("signedOut"), {
    level: "warning",
    action: { word: word("signIn"), href: signInAddress() },
  });
}

export function sentenceOf(xhr) {
  const isText = (xhr.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  const said = isText ? xhr.responseText.trim() : "";
  return said && said.length <= LONGEST_SENTENCE ? said : word(KINDS[xhr.status] ?? "trouble");
}

// Whoever is signed out is led to the door, which answers with 200 like any other page.
export function isAtDoor({ responseURL }) {
  const door = document.getElementById("toasts")?.dataset.signInUrl;
  return Boolean(door && responseURL) && new URL(responseURL).pathname === door;
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 401) saySignedOut();
  else toast(sentenceOf(xhr), { level: "error" });
});

// The sign-in page does not belong inside this one.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isAtDoor(detail.xhr) || isAtDoor({ responseURL: location.href })) return;
  detail.shouldSwap = false;
  saySignedOut();
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => {
    // A form that keeps what was written says so itself; of anything else that was pressed nothing is kept.
    if (detail.elt.closest("form:has([name=submission])")) return;
    const isWrite = detail.requestConfig && detail.requestConfig.verb !== "get";
    toast(word(isWrite ? "notSent" : "offline"), { level: "error" });
  });
}
