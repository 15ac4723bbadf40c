// In a list of links the arrows lead up and down, Home and End to its ends; Tab goes on past it as always.
import { behaviour } from "./behaviours.js";

const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

behaviour("[data-roving]", (list) => {
  list.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const place = links.indexOf(event.target);
    if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { Home: 0, End: links.length - 1 }[event.key] ?? place + STEPS[event.key];
    if (Number.isNaN(next)) return;
    event.preventDefault();
    links[Math.min(Math.max(next, 0), links.length - 1)].focus();
  });
});
