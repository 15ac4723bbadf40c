// A form that answers as soon as something in it changes; its button is for those without script.
import { behaviour } from "./behaviours.js";

behaviour("form[data-submit-on-change]", (form) => {
  form.addEventListener("change", () => form.requestSubmit());
});
