// What the scripts say, in the reader's language: the server wrote it on the region of the toasts.
export function word(name, values = {}) {
  const text = document.getElementById("toasts")?.dataset[name] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
