// On a phone the tools lie above the keyboard, which covers the page without making it smaller.
export function aboveKeyboard(tools) {
  const { visualViewport: seen } = window;
  if (!seen) return;
  const put = () => {
    const hidden = Math.max(0, Math.round(innerHeight - seen.height - seen.offsetTop));
    tools.style.setProperty("--keyboard", `${hidden}px`);
  };
  for (const name of ["resize", "scroll"]) seen.addEventListener(name, put);
  put();
}
