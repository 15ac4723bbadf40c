// The search box in the place of a long select gets its name from that select's label, which Django's admin leaves out.
const jQuery = window.django.jQuery;

// Asked of jQuery, because the boxes are made when jQuery says that the page is ready.
jQuery(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling?.querySelector("[role=combobox]");
    if (!label || !box) continue;
    const shown = box.querySelector("[role=textbox]");
    label.id ||= `${select.id}_label`;
    shown.setAttribute("aria-labelledby", label.id);
    box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    jQuery(select).on("select2:open", () => nameWhatOpened(label));
  }
});

function nameWhatOpened(label) {
  const search = document.querySelector(".select2-container--open .select2-search__field");
  const list = document.querySelector(".select2-container--open .select2-results__options");
  for (const part of [search, list]) part?.setAttribute("aria-label", label.textContent.trim());
  search?.focus();
}
