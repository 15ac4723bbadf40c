// What is ready to be read and what is still open, while somebody writes.
const PAUSE = 400;
const HAS_WORD = /[\p{L}\p{N}]/u;

export function ready(list, form) {
  const place = list.parentElement;
  const models = { true: place.querySelector("[data-ready-done]"), false: place.querySelector("[data-ready-todo]") };
  const row = (isDone, text) => {
    const made = models[isDone].content.firstElementChild.cloneNode(true);
    made.querySelector("span").textContent = text;
    return made;
  };
  const show = () => {
    const { dataset } = list;
    const text = new DOMParser().parseFromString(form.elements.body.value, "text/html").body;
    const isPlain = form.elements.body_format.value === "text";
    const pictures = [...text.querySelectorAll("figure[data-file]")];
    const words = (isPlain ? form.elements.body.value : wordsIn(text)).split(/\s+/).filter((word) => HAS_WORD.test(word)).length;
    const seconds = (words * 60) / dataset.wordsAMinute + pictures.length * dataset.secondsAPicture;
    const minutes = Math.max(1, Math.ceil(seconds / 60));
    const isEmpty = !words && !pictures.length;
    const length = minutes === 1 ? dataset.one : dataset.many.replace("{count}", minutes);
    const hasTitle = Boolean(form.elements.title.value.trim());
    const rows = [row(!isEmpty, isEmpty ? dataset.empty : length), row(hasTitle, hasTitle ? dataset.titleThere : dataset.titleMissing)];
    pictures.forEach((picture, index) => {
      if (picture.querySelector("img")?.alt) return;
      rows.push(describe(row(false, `${dataset.undescribed.replace("{number}", index + 1)} `), form, index, dataset.describe));
    });
    list.replaceChildren(...rows);
  };
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  };
}

// Blocks stand beside each other without a space between them.
function wordsIn(element) {
  return [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data : node.nodeType === Node.ELEMENT_NODE ? partOf(node) : "")).join("");
}

function partOf(element) {
  const isInline = ["A", "STRONG", "EM", "S", "CODE"].includes(element.tagName);
  return isInline ? wordsIn(element) : ` ${wordsIn(element)} `;
}

function describe(made, form, index, words) {
  const link = Object.assign(document.createElement("a"), { href: "#article-form", textContent: words });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const field = form.querySelectorAll(".ProseMirror figure [data-alt]")[index];
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  });
  made.querySelector("span").append(link);
  return made;
}
