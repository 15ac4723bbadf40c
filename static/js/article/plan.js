// The button says for which moment the article is kept.
export function followPlan(form) {
  const word = document.querySelector("[data-moment]");
  const field = form.elements.publish_at;
  if (!word || !field) return;
  const empty = word.textContent;
  const how = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  const show = () => {
    // Without a zone: it is the clock on the wall of who reads it.
    const moment = field.value ? new Date(`${field.value}Z`) : null;
    const said = moment && new Intl.DateTimeFormat(document.documentElement.lang, { ...how, timeZone: "UTC" }).format(moment);
    word.textContent = said ? word.dataset.moment.replace("{moment}", said) : empty;
  };
  field.addEventListener("input", show);
  show();
}
