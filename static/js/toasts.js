// A short word below. Good news leaves by itself, trouble stays until it is put away.
import { behaviour } from "./behaviours.js";

const STAYS = 6000;
const SPOKEN_AFTER = 400;

export function toast(text, { level = "info", action } = {}) {
  const region = document.getElementById("toasts");
  const made = document.getElementById("toast")?.content.firstElementChild?.cloneNode(true);
  if (!region || !made || !text) return;
  made.dataset.toast = level;
  made.querySelector("span").textContent = text;
  if (action) made.querySelector("span").after(actionOf(action));
  region.append(made);
  leaveLater(made);
}

function actionOf({ word, run, href }) {
  const control = document.createElement(href ? "a" : "button");
  control.className = "btn btn--sm";
  control.textContent = word;
  if (href) control.href = href;
  else control.type = "button";
  if (run) control.addEventListener("click", run);
  return control;
}

function leaveLater(element) {
  if (["error", "warning"].includes(element.dataset.toast)) return;
  let timer;
  const start = () => { timer = setTimeout(() => leave(element), STAYS); };
  const stop = () => clearTimeout(timer);
  for (const event of ["pointerenter", "focusin"]) element.addEventListener(event, stop);
  for (const event of ["pointerleave", "focusout"]) element.addEventListener(event, start);
  start();
}

function leave(element) {
  element.dataset.leaving = "";
  setTimeout(() => element.remove(), 300);
}

// What came with the page is read aloud only when it arrives after it.
behaviour(".toasts > .toast", (element) => {
  leaveLater(element);
  const region = element.parentElement;
  element.remove();
  setTimeout(() => region.append(element), SPOKEN_AFTER);
});

document.addEventListener("click", (event) => {
  const toastOf = event.target.closest(".toast");
  if (toastOf && event.target.closest("[data-dismiss], .btn")) leave(toastOf);
});
