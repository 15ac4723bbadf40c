// A link with data-dialog opens its answer here instead of on a page of its own.
const dialog = () => document.getElementById("dialog");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (link && dialog() && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    show(link.href);
  }
  const inside = event.target.closest("dialog.dialog");
  if (inside && (event.target === inside || event.target.closest("[data-close]"))) {
    event.preventDefault();
    inside.close();
  }
});

async function show(address) {
  try {
    await window.htmx.ajax("GET", address, { target: "#dialog", swap: "innerHTML" });
  } catch {
    // What went wrong is said where all requests come by.
    return;
  }
  const heading = dialog().querySelector("h1, h2");
  if (!heading) return;
  heading.id ||= "dialog-title";
  dialog().setAttribute("aria-labelledby", heading.id);
  if (!dialog().open) dialog().showModal();
}

// From one photo to the next.
document.addEventListener("keydown", ({ key }) => {
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[key];
  if (way && dialog()?.open) dialog().querySelector(`a[rel="${way}"]`)?.click();
});

document.addEventListener("close", (event) => {
  if (event.target === dialog()) dialog().replaceChildren();
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, successful, requestConfig } = event.detail;
  const wrote = requestConfig?.verb && requestConfig.verb !== "get";
  if (successful && wrote && dialog()?.contains(elt)) dialog().close();
});
