// The button on a sheet for the printer.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
