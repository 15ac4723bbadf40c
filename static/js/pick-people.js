// Choosing colleagues by name; the list of them is fetched when somebody comes to the field.
import { behaviour } from "./behaviours.js";
import { word } from "./words.js";

behaviour("[data-pick-people]", (field) => {
  field.querySelector(".help")?.replaceChildren(word("pick"));
  field.addEventListener("focusin", async () => {
    const { pick } = await import("./editor/picking.js");
    pick(field);
  }, { once: true });
});
