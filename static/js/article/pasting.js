// What comes from another program: its lists and headings as ours, and nothing of what it says to itself.
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };
const ORDERED = /^\(?(?:\d+|[a-z]|[ivx]+)[.)]/i;

export function tidied(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  for (const element of body.querySelectorAll("script, meta, link, title")) element.remove();
  for (const element of body.querySelectorAll("[data-style]")) keepWeight(element);
  for (const heading of body.querySelectorAll(Object.keys(HEADINGS).join())) rename(heading, HEADINGS[heading.tagName]);
  for (const item of body.querySelectorAll("p[data-style*=mso-list], p[class^=MsoList]")) intoList(item);
  for (const element of body.querySelectorAll("*")) {
    if (element.localName.includes(":")) element.replaceWith(...element.childNodes);
  }
  return body.innerHTML;
}

// Before they are parsed: a browser complains of styles that our pages do not allow.
function withoutStyles(html) {
  return html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

// Some programs write bold and italic as styles, and undo a bold that means nothing.
function keepWeight(element) {
  const style = element.dataset.style.replace(/\s/g, "");
  if (element.localName === "b" && style.includes("font-weight:normal")) {
    element.replaceWith(...element.childNodes);
    return;
  }
  if (element.localName !== "span") return;
  if (/font-weight:(?:bold|[6-9]00)/.test(style)) wrapIn(element, "strong");
  if (style.includes("font-style:italic")) wrapIn(element, "em");
}

function wrapIn(element, name) {
  const made = document.createElement(name);
  made.append(...element.childNodes);
  element.append(made);
}

function rename(element, name) {
  const made = document.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
}

// Word writes an item as a paragraph that begins with its sign.
function intoList(paragraph) {
  const sign = paragraph.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
  if (!sign) return;
  const name = ORDERED.test(sign.textContent.trim()) ? "ol" : "ul";
  sign.remove();
  const before = paragraph.previousElementSibling;
  const list = before?.localName === name && before.dataset.pasted === "" ? before : document.createElement(name);
  list.dataset.pasted = "";
  const item = document.createElement("li");
  if (list !== before) paragraph.before(list);
  item.append(paragraph);
  list.append(item);
}
