// A menu closes on Escape, on a click elsewhere, and after a choice; only one is open.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    const chosen = event.target.closest(".menu__list :is(a, button)");
    if (!menu.contains(event.target)) menu.open = false;
    else if (chosen && menu.contains(chosen)) setTimeout(() => { menu.open = false; });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  }
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
