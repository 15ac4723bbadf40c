// The editor of an article: what you see is what readers read. It takes the words over from the textarea, and hands them back.
import {
  Bold, BulletList, Code, CodeBlock, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, Italic, Link, ListItem, OrderedList,
  Paragraph, Placeholder, Strike, Text, UndoRedo,
} from "../../django_prose_editor/editor.js";
import { Mention, suggestPeople } from "../editor/mentions.js";
import { Tools } from "../editor/tools.js";
import { aboveKeyboard } from "./keyboard.js";
import { tidied } from "./pasting.js";
import { Arriving, Figure } from "./figure.js";
import { Pictures } from "./pictures.js";
import { Pull, Quote, Said, toggleQuote } from "./quotes.js";

export function mount(form) {
  const textarea = form.elements.body;
  const tools = form.querySelector("[data-tools]");
  const element = document.createElement("div");
  const hadFocus = document.activeElement === textarea;
  const addresses = new Map(Object.entries(JSON.parse(form.dataset.pictures)));
  let pictures;
  const editor = new Editor({
    element,
    injectCSS: false,
    extensions: extensions(form, addresses, () => pictures),
    editorProps: {
      attributes: attributes(textarea),
      transformPastedHTML: tidied,
      handlePaste: (view, event) => pictures.pasted(event),
      handleDrop: (view, event, slice, moved) => !moved && pictures.dropped(event),
    },
    content: form.elements.body_format.value === "html" ? textarea.value : fromText(textarea.value),
    onUpdate: () => carry(editor, form),
  });
  pictures = new Pictures(form, editor, addresses);
  form.querySelector("[data-plain]").remove();
  textarea.after(element);
  textarea.dataset.carried = "";
  form.elements.body_format.value = "html";
  textarea.value = html(editor);
  new Tools(tools, editor, { commands: commands(tools), isOn });
  tools.querySelector("[data-choose]").addEventListener("change", ({ target }) => {
    pictures.add([...target.files]);
    target.value = "";
  });
  aboveKeyboard(tools);
  if (hadFocus) editor.commands.focus("end");
  return { replace: (body) => editor.commands.setContent(body, { emitUpdate: true }) };
}

function extensions(form, addresses, pictures) {
  const { placeholder, saidPlaceholder } = form.dataset;
  return [
    Document, Paragraph, Text, HardBreak, Bold, Italic, Strike, BulletList, OrderedList, ListItem, Code, CodeBlock, UndoRedo,
    Dropcursor, Gapcursor, Mention, Quote, Said, Pull,
    Heading.configure({ levels: [2, 3] }),
    Figure.configure({ addresses, captionPlaceholder: form.dataset.captionPlaceholder }),
    Arriving.configure({ pictures }),
    // Its own shortcut opens a dialog that we do not style; ours is in the tools.
    Link.extend({ inclusive: false, addKeyboardShortcuts: () => ({}) }).configure({ openOnClick: false, enableTarget: false, defaultProtocol: "https" }),
    Placeholder.configure({
      includeChildren: true,
      showOnlyCurrent: false,
      placeholder: ({ node }) => (node.type.name === "said" ? saidPlaceholder : placeholder),
    }),
    // Last, so that the list hears a key before anything else does.
    suggestPeople(form),
  ];
}

function commands(tools) {
  return {
    h2: (chain) => chain.toggleHeading({ level: 2 }),
    h3: (chain) => chain.toggleHeading({ level: 3 }),
    bold: (chain) => chain.toggleBold(),
    italic: (chain) => chain.toggleItalic(),
    bulletList: (chain) => chain.toggleBulletList(),
    orderedList: (chain) => chain.toggleOrderedList(),
    quote: (chain) => chain.command(toggleQuote),
    pull: (chain) => chain.toggleWrap("pull"),
    undo: (chain) => chain.undo(),
    picture: (chain) => {
      tools.querySelector("[data-choose]").click();
      return chain;
    },
  };
}

function isOn(editor, command) {
  if (command === "h2" || command === "h3") return editor.isActive("heading", { level: Number(command[1]) });
  return editor.isActive(command === "quote" ? "blockquote" : command);
}

function attributes(textarea) {
  const own = { role: "textbox", "aria-multiline": "true", "aria-label": textarea.labels[0].textContent, class: "longread", lang: textarea.lang, spellcheck: "true" };
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (textarea.hasAttribute(name)) own[name] = textarea.getAttribute(name);
  }
  return own;
}

function carry(editor, form) {
  const { body } = form.elements;
  const written = html(editor);
  if (written === body.value) return;
  body.value = written;
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

function html(editor) {
  return editor.isEmpty ? "" : editor.getHTML();
}

// As the server does it: an empty line begins a paragraph.
function fromText(text) {
  const parts = text.split(/\n{2,}/).filter((part) => part.trim());
  return { type: "doc", content: (parts.length ? parts : [""]).map((part) => ({ type: "paragraph", content: lines(part.trim()) })) };
}

function lines(part) {
  return part.split("\n").flatMap((line, index) => [...(index ? [{ type: "hardBreak" }] : []), ...(line ? [{ type: "text", text: line }] : [])]);
}
