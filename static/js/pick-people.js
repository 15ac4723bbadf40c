// Choosing colleagues by name; the list of them is fetched when somebody comes to the field.
import { behaviour } from "./behaviours.js";
import { word } from "./words.js";

behaviour("[data-pick-people]", (field) => {
  field.querySelector(".help")?.replaceChildren(word("pick"));
  listen(field);
});

function listen(field) {
  field.addEventListener("focusin", () => wake(field), { once: true });
}

async function wake(field) {
  try {
    const { pick } = await import("./editor/picking.js");
    pick(field);
    // Who types faster than the list comes is answered too.
    field.querySelector("input:not([type=hidden])").dispatchEvent(new Event("input"));
  } catch (error) {
    // Out of reach: whole names can be typed, and the next visit tries again.
    listen(field);
    console.warn(error);
  }
}
