// Offers to put the place on the phone, once and quietly; who waves it away is not asked again on this device.
import { behaviour } from "./behaviours.js";

const LATER = "install-later";
let prompt = null;

const isWanted = (place) => prompt && !("once" in place.dataset && localStorage.getItem(LATER));

function offer() {
  for (const place of document.querySelectorAll("[data-install]")) place.hidden = !isWanted(place);
}

behaviour("[data-install]", (place) => {
  place.querySelector("[data-install-now]").addEventListener("click", async () => {
    await prompt?.prompt();
    prompt = null;
    offer();
  });
  place.querySelector("[data-install-later]")?.addEventListener("click", () => {
    localStorage.setItem(LATER, "1");
    offer();
  });
  offer();
});

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  prompt = event;
  offer();
});
window.addEventListener("appinstalled", () => { prompt = null; offer(); });
