// Light or dark, at once; the server keeps the choice.
import { behaviour } from "./behaviours.js";
import { post } from "./requests.js";

const root = document.documentElement;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches;
}

function wear(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
}

behaviour("[data-theme-choice]", (button) => {
  const offer = () => {
    button.value = isDark() ? "light" : "dark";
    button.querySelector("span").textContent = isDark() ? button.dataset.light : button.dataset.dark;
  };
  offer();
  systemIsDark.addEventListener("change", offer);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const theme = button.value;
    wear(theme);
    offer();
    post(button.formAction, { theme }).catch(() => {});
  });
});

behaviour("input[type=radio][data-theme-preview]", (input) => {
  input.addEventListener("change", () => wear(input.value));
});
