// The worker between this page and the line: it keeps what was seen lately, and what waits to be sent (docs/adr/0018).
import { ask, isAtWork } from "./asking.js";
import { toast } from "./toasts.js";
import { word } from "./words.js";

const WORKER = "/service-worker.js";
const { viewer } = document.body.dataset;
const workers = window.isSecureContext ? navigator.serviceWorker : undefined;
const hadWorker = Boolean(workers?.controller);

function start() {
  workers.register(WORKER, { updateViaCache: "none" }).catch((error) => console.warn(error));
}

async function showTexts() {
  const texts = await ask("list");
  const shows = texts.length || document.getElementById("waiting")?.hasChildNodes();
  if (shows) (await import("./waiting.js")).show(texts);
  return texts;
}

async function sendTexts() {
  if (!isAtWork()) return;
  if ((await showTexts()).some(({ state }) => state === "waiting")) await ask("send");
}

async function heard({ data }) {
  if (data?.news !== "texts") return;
  await showTexts();
  if (data.sent) (await import("./waiting.js")).saySent(data);
}

// This page came before the worker; so did the place to write, and after an update it is another. A page that is not for
// keeping is not fetched twice: its second copy may hold the question to which the first was to send the answer.
function beginKeeping() {
  const seen = "mayBeKept" in document.body.dataset ? ["/", location.href] : ["/"];
  if (viewer) ask("look", { addresses: hadWorker ? [] : seen }).catch(() => {});
}

if (workers && (viewer || hadWorker)) {
  workers.addEventListener("message", heard);
  workers.addEventListener("controllerchange", beginKeeping, { once: true });
  window.addEventListener("online", () => sendTexts().catch(() => {}));
  if (viewer && document.readyState === "complete") start();
  else if (viewer) window.addEventListener("load", start);
  sendTexts().catch(() => {});
}

if (document.querySelector("[data-kept-pages]") && isAtWork()) import("./reading.js").catch((error) => console.warn(error));

// ---- Signing out leaves nothing on the device, and asks first about what was not sent.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]") || !isAtWork() || "cleared" in form.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const texts = await ask("list").catch(() => []);
  if (texts.length && !(await (await import("./waiting.js")).mayLose(texts.length))) return;
  await ask("forget").catch(() => {});
  form.dataset.cleared = "";
  if (navigator.onLine) form.requestSubmit();
  else toast(word("signOutLater"), { level: "warning" });
}, true);

// ---- What a phone shared, and what could not be posted, comes into the page for writing.
const asked = new URLSearchParams(location.search);
if (isAtWork() && (asked.has("shared") || asked.has("unsent"))) {
  import("./shared.js").then(({ takeBack, takeIn }) => asked.has("unsent") ? takeBack(asked.get("unsent")) : takeIn(asked.get("shared")))
    .catch((error) => console.warn(error));
}
