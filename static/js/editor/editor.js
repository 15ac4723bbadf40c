// The editor: what you see is what the others will read. It takes the words over from the textarea, and hands them back.
import {
  Blockquote, Bold, BulletList, Code, CodeBlock, Document, Editor, Extension, HardBreak, Heading, Italic, Link, ListItem,
  OrderedList, Paragraph, Placeholder, Text, UndoRedo,
} from "../../django_prose_editor/editor.js";
import { watchHeads } from "./heads.js";
import { Mention, suggestPeople } from "./mentions.js";
import { Tools } from "./tools.js";

export function mount({ form, textarea, tools }) {
  const element = document.createElement("div");
  element.className = "editor";
  const hadFocus = document.activeElement === textarea;
  const offset = textarea.selectionStart;
  const editor = new Editor({
    element,
    injectCSS: false,
    extensions: extensions(form, textarea),
    editorProps: { attributes: attributes(textarea) },
    content: textarea.dataset.html ?? fromText(textarea.value),
    onUpdate: () => carry(editor, form, textarea),
  });
  textarea.after(element);
  // At once, and before the textarea goes: a letter typed in between would be lost.
  if (hadFocus) goTo(editor, textarea.dataset.html ? editor.state.doc.content.size - 1 : placeOf(textarea, offset));
  textarea.dataset.carried = "";
  textarea.required = false;
  form.elements.body_format.value = "html";
  textarea.value = html(editor);
  new Tools(tools, editor);
  if (form.dataset.headsUrl) watchHeads(editor, form);
  return {
    clear: () => editor.commands.clearContent(false),
    add: (text, markup) => editor.commands.insertContentAt(editor.isEmpty ? 0 : editor.state.doc.content.size, markup ?? fromText(text).content),
  };
}

function extensions(form, textarea) {
  return [
    Document, Paragraph, Text, HardBreak, Bold, Italic, Blockquote, BulletList, OrderedList, ListItem, Code, CodeBlock,
    Heading.configure({ levels: [3] }),
    // Its own shortcut opens a dialog that we do not style; ours is in the tools.
    Link.extend({ inclusive: false, addKeyboardShortcuts: () => ({}) }).configure({ openOnClick: false, enableTarget: false, defaultProtocol: "https" }),
    Placeholder.configure({ placeholder: textarea.placeholder }),
    UndoRedo,
    Mention,
    suggestPeople(form),
    Extension.create({ name: "sender", addKeyboardShortcuts: () => ({ "Mod-Enter": () => send(form) }) }),
  ];
}

function attributes(textarea) {
  const own = { role: "textbox", "aria-multiline": "true", "aria-label": textarea.getAttribute("aria-label"), class: "talk" };
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (textarea.hasAttribute(name)) own[name] = textarea.getAttribute(name);
  }
  return own;
}

function goTo(editor, place) {
  editor.view.focus();
  editor.commands.setTextSelection(place);
}

function send(form) {
  form.requestSubmit();
  return true;
}

function carry(editor, form, textarea) {
  textarea.value = html(editor);
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

function html(editor) {
  return editor.isEmpty ? "" : editor.getHTML();
}

// Each line becomes a paragraph, so that a place in the text is easy to find again.
function fromText(text) {
  const lines = text.split("\n").map((line) => ({ type: "paragraph", content: line ? [{ type: "text", text: line }] : [] }));
  return { type: "doc", content: lines };
}

function placeOf(textarea, offset) {
  const before = textarea.value.slice(0, offset);
  return 1 + before.length + before.split("\n").length - 1;
}
