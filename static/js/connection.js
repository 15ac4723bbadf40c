// Says that the connection is gone, and that it is back. Others listen for "connection-restored".
import { toast } from "./toasts.js";
import { word } from "./words.js";

const region = () => document.getElementById("connection");

function sayLost() {
  const banner = document.getElementById("banner")?.content.firstElementChild?.cloneNode(true);
  if (!banner || !region() || region().hasChildNodes()) return;
  banner.querySelector("span").textContent = word("offline");
  banner.querySelector("button").addEventListener("click", tryAgain);
  region().append(banner);
}

function sayBack() {
  if (!region()?.hasChildNodes()) return;
  region().replaceChildren();
  toast(word("online"), { level: "success" });
  document.dispatchEvent(new CustomEvent("connection-restored"));
}

async function tryAgain() {
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store" });
    sayBack();
  } catch {
    region().firstElementChild?.querySelector("button").focus();
  }
}

window.addEventListener("offline", sayLost);
window.addEventListener("online", sayBack);
if (!navigator.onLine) sayLost();
