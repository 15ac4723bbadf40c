// Says that the connection is gone, and that it is back. Others listen for "connection-restored".
import { toast } from "./toasts.js";
import { word } from "./words.js";

// A page from the copy on this device says when its reader saw it.
const { keptAt, zone } = document.body.dataset;

const region = () => document.getElementById("connection");

function sayLost() {
  const banner = document.getElementById("banner")?.content.firstElementChild?.cloneNode(true);
  if (!banner || !region() || region().hasChildNodes()) return;
  banner.querySelector("span").textContent = keptAt ? ofThen() : word("offline");
  banner.querySelector("button").addEventListener("click", tryAgain);
  region().append(banner);
}

function ofThen() {
  // In the zone in which she reads all other times.
  const written = (moment, how) => new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: zone, ...how }).format(moment);
  const then = new Date(Number(keptAt));
  const isToday = written(then) === written(new Date());
  const day = isToday ? {} : { day: "numeric", month: "long" };
  const time = written(then, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return word(isToday ? "copy" : "copyOfThen", { time });
}

function sayBack() {
  if (!region()?.hasChildNodes()) return;
  region().replaceChildren();
  if (keptAt) toast(word("fresh"), { level: "warning", action: { word: word("reload"), run: () => location.reload() } });
  else toast(word("online"), { level: "success" });
  document.dispatchEvent(new CustomEvent("connection-restored"));
}

async function tryAgain() {
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (keptAt) location.reload();
    else sayBack();
  } catch {
    region().firstElementChild?.querySelector("button").focus();
  }
}

window.addEventListener("offline", sayLost);
window.addEventListener("online", sayBack);
if (!navigator.onLine || keptAt) sayLost();
