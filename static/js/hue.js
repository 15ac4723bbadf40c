// Shows a colour while it is being chosen: the swatch beside the number, and the whole page.
const input = document.querySelector("#id_hue");
const swatch = document.querySelector("[data-hue-swatch]");
input?.addEventListener("input", () => {
  const hue = Math.min(360, Math.max(0, Number(input.value) || 0));
  document.documentElement.style.setProperty("--brand-hue", hue);
  for (const part of swatch?.querySelectorAll("[data-lightness]") ?? []) {
    part.setAttribute("fill", `oklch(${part.dataset.lightness} ${part.dataset.chroma} ${hue})`);
  }
});
