// After a swap the focus is where it was: on the same control, else on what the answer asks for.
let remembered = null;

function keyOf(element) {
  if (element.id) return { id: element.id };
  const owner = element.closest("[id]");
  if (!owner) return null;
  // The name of a button may turn into its opposite by being pressed; its value stays.
  const word = ["value", "href", "name"].find((name) => element.getAttribute(name));
  if (!word) return { id: owner.id };
  return { id: owner.id, inside: `${element.localName}[${word}="${CSS.escape(element.getAttribute(word))}"]` };
}

function findAgain({ id, inside }) {
  const owner = document.getElementById(id);
  return inside ? owner?.querySelector(inside) : owner;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  remembered = event.detail.target.contains(active) && active !== document.body ? keyOf(active) : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const lost = document.activeElement === document.body || !document.activeElement;
  if (!remembered || !lost) return;
  const answer = event.detail.elt;
  const wanted = findAgain(remembered) ?? answer.querySelector("[autofocus], [aria-invalid=true]") ?? answer;
  remembered = null;
  if (wanted.tabIndex < 0 && !wanted.hasAttribute("tabindex")) wanted.tabIndex = -1;
  wanted.focus({ preventScroll: true });
});
