// A picture in an article: shown from the store, with what is on it and its caption; and its place while it arrives.
import { Node, mergeAttributes } from "../../django_prose_editor/editor.js";
import { leave, stayIn } from "./quotes.js";

const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  isolating: true,
  defining: true,
  draggable: true,
  addOptions: () => ({ addresses: new Map(), captionPlaceholder: "" }),
  addAttributes: () => ({
    file: { default: null, parseHTML: (element) => element.dataset.file, renderHTML: ({ file }) => ({ "data-file": file }) },
    wide: { default: false, parseHTML: (element) => element.classList.contains("figure--wide"), renderHTML: ({ wide }) => (wide ? { class: "figure--wide" } : {}) },
    alt: { default: "", parseHTML: (element) => element.querySelector("img")?.alt ?? "", renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: "figure[data-file]", contentElement: (element) => element.querySelector("figcaption") ?? document.createElement("figcaption") }],
  renderHTML: ({ node, HTMLAttributes }) => ["figure", mergeAttributes(HTMLAttributes), ["img", { alt: node.attrs.alt }], ["figcaption", 0]],
  addNodeView() {
    return (props) => new FigureView(props, this.options);
  },
  addKeyboardShortcuts() {
    return { Enter: () => leave(this.editor, this.name, 1), Backspace: () => stayIn(this.editor, this.name) || isEmptyIn(this.editor, this.name) };
  },
});

// Taking a whole picture away by one key too many would cost its description.
function isEmptyIn(editor, name) {
  const { $from, empty } = editor.state.selection;
  return empty && $from.parent.type.name === name && $from.parent.content.size === 0;
}

class FigureView {
  constructor({ node, editor, getPos }, { addresses, captionPlaceholder }) {
    this.editor = editor;
    this.getPos = getPos;
    this.dom = document.createElement("figure");
    this.picture = document.createElement("img");
    this.picture.src = addresses.get(node.attrs.file) ?? "";
    this.contentDOM = document.createElement("figcaption");
    this.contentDOM.dataset.placeholder = captionPlaceholder;
    this.tools = copyOf("figure-tools");
    this.alt = this.tools.querySelector("[data-alt]");
    this.wide = this.tools.querySelector("[data-wide]");
    this.alt.addEventListener("input", (event) => {
      event.stopPropagation();
      this.set({ alt: this.alt.value });
    });
    this.alt.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.editor.commands.focus(this.getPos() + 1);
    });
    this.wide.addEventListener("click", () => this.set({ wide: !this.node.attrs.wide }));
    this.tools.querySelector("[data-remove]").addEventListener("click", () => this.remove());
    this.dom.append(this.picture, this.contentDOM, this.tools);
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "figure" || (this.node && node.attrs.file !== this.node.attrs.file)) return false;
    this.node = node;
    const { alt, wide } = node.attrs;
    this.picture.alt = alt;
    if (this.alt.value !== alt) this.alt.value = alt;
    this.wide.setAttribute("aria-pressed", String(wide));
    this.dom.classList.toggle("figure--wide", wide);
    this.contentDOM.toggleAttribute("data-empty", !node.content.size);
    return true;
  }

  set(attributes) {
    const { state, view } = this.editor;
    view.dispatch(state.tr.setNodeMarkup(this.getPos(), undefined, { ...this.node.attrs, ...attributes }));
  }

  remove() {
    const from = this.getPos();
    this.editor.chain().deleteRange({ from, to: from + this.node.nodeSize }).focus(Math.max(0, from - 1)).run();
  }

  stopEvent({ target }) {
    return this.tools.contains(target);
  }

  ignoreMutation({ type, target }) {
    return type !== "selection" && !this.contentDOM.contains(target);
  }
}

// It says nothing in the text that is kept: an empty block, which the server leaves out.
export const Arriving = Node.create({
  name: "arriving",
  group: "block",
  atom: true,
  selectable: false,
  addOptions: () => ({ pictures: () => null }),
  addAttributes: () => ({ key: { default: null, rendered: false } }),
  renderHTML: () => ["div"],
  addNodeView() {
    return ({ node }) => {
      const dom = copyOf("figure-arriving");
      this.options.pictures()?.show(node.attrs.key, dom);
      return { dom, stopEvent: () => true, ignoreMutation: () => true };
    };
  },
});
