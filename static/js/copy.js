// A link that copies itself, without script just the link; a button that copies what a field holds.
import { toast } from "./toasts.js";
import { word } from "./words.js";

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await copy(link.href);
  toast(word("copied"), { level: "success" });
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copies]");
  if (!button) return;
  await copy(document.getElementById(button.dataset.copies).value);
  toast(word("copiedText"), { level: "success" });
});

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The clipboard is closed to pages over plain HTTP; the old way still works there.
    const carrier = document.createElement("textarea");
    carrier.value = text;
    document.body.append(carrier);
    carrier.select();
    document.execCommand("copy");
    carrier.remove();
  }
}
