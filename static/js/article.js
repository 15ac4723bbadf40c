// The page on which an article is written: its editor, what keeps the words, and what is ready to be read.
import { Answers } from "./article/answers.js";
import { Keeper } from "./article/keeper.js";
import { ready } from "./article/ready.js";
import { followPlan } from "./article/plan.js";
import { behaviour, bindAll } from "./behaviours.js";

behaviour("form[data-article]", async (form) => {
  const keeper = new Keeper(form);
  new Answers(document);
  followPlan(form);
  const show = ready(document.querySelector("[data-ready]"), form);
  form.addEventListener("input", () => { keeper.changed(); show(); });
  form.elements.title.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    (form.querySelector(".ProseMirror") ?? form.elements.body).focus();
  });
  try {
    const { mount } = await import("./article/editor.js");
    const editor = mount(form);
    keeper.comesBack(editor);
    show();
  } catch (error) {
    // Out of reach: the plain textarea goes on, with its tags where it has them.
    form.querySelector("[data-tools]").hidden = true;
    keeper.comesBack(null);
    console.warn(error);
  }
});
bindAll(document);
