// Without a connection: what can be read all the same, the latest first.
import { ask } from "./asking.js";

const MOST = 8;
const region = document.querySelector("[data-kept-pages]");

function lineOf({ address, title }) {
  const item = Object.assign(document.createElement("li"), { className: "entry" });
  const link = Object.assign(document.createElement("a"), { className: "entry__name", href: address, textContent: title });
  item.append(link);
  return item;
}

const found = await ask("keptPages");
const others = found.filter(({ address, title }) => title && !address.includes("/write/"));
region.querySelector("ul").replaceChildren(...others.slice(0, MOST).map(lineOf));
region.hidden = !others.length;
