// A quote says who said it in its last line; a pull quote is a sentence of the article itself, large.
import { Blockquote, Node, mergeAttributes } from "../../django_prose_editor/editor.js";

export const Quote = Blockquote.extend({
  content: "(paragraph | bulletList | orderedList | codeBlock)+ said?",
  addKeyboardShortcuts() {
    return {
      "Mod-Shift-b": () => this.editor.chain().focus().command(toggleQuote).run(),
      Enter: () => enterIn(this.editor),
    };
  },
});

export const Said = Node.create({
  name: "said",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "blockquote footer" }],
  renderHTML: ({ HTMLAttributes }) => ["footer", mergeAttributes(HTMLAttributes), 0],
  addKeyboardShortcuts() {
    return { Enter: () => leave(this.editor, this.name, 2), Backspace: () => stayIn(this.editor, this.name) };
  },
});

export const Pull = Node.create({
  name: "pull",
  group: "block",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "aside.pull" }],
  renderHTML: () => ["aside", { class: "pull" }, 0],
});

// Put words in a quote with a line for who said them, or take them out of it again.
export function toggleQuote({ state, chain, dispatch }) {
  const quote = around(state.selection.$from, "blockquote");
  if (quote) return takeOut(quote, state, dispatch);
  return chain().clearNodes().wrapIn("blockquote").command(({ tr }) => {
    const made = around(tr.selection.$from, "blockquote");
    if (made) tr.insert(made.pos + made.node.nodeSize - 1, state.schema.nodes.said.create());
    return Boolean(made);
  }).run();
}

function takeOut({ node, pos }, { schema, tr, selection }, dispatch) {
  const blocks = [];
  node.forEach((child) => {
    if (child.type.name !== "said") blocks.push(child);
    else if (child.content.size) blocks.push(schema.nodes.paragraph.create(null, child.content));
  });
  if (dispatch) {
    tr.replaceWith(pos, pos + node.nodeSize, blocks);
    const place = Math.min(selection.from - 1, tr.doc.content.size);
    tr.setSelection(selection.constructor.near(tr.doc.resolve(place)));
  }
  return true;
}

export function around($place, name) {
  for (let { depth } = $place; depth > 0; depth -= 1) {
    if ($place.node(depth).type.name === name) return { node: $place.node(depth), pos: $place.before(depth) };
  }
  return null;
}

// A line in a quote goes on as a line; an empty one at its end makes place for who said it.
function enterIn(editor) {
  const { $from } = editor.state.selection;
  const depth = $from.depth - 1;
  if ($from.parent.type.name !== "paragraph" || depth < 1 || $from.node(depth).type.name !== "blockquote") return false;
  if ($from.parent.content.size) return splitLine(editor);
  const quote = $from.node(depth);
  const hasSaid = quote.lastChild.type.name === "said";
  const isLast = $from.index(depth) === quote.childCount - (hasSaid ? 2 : 1);
  if (!isLast || $from.index(depth) === 0) return false;
  const { schema } = editor.state;
  return editor.chain().command(({ tr }) => {
    if (hasSaid) tr.delete($from.before(), $from.after());
    else tr.replaceWith($from.before(), $from.after(), schema.nodes.said.create());
    return true;
  }).setTextSelection($from.before() + 1).scrollIntoView().run();
}

// By itself the editor would go on with the kind of block that may come next, which is who said it.
function splitLine(editor) {
  const { paragraph } = editor.schema.nodes;
  return editor.chain().command(({ tr }) => {
    tr.deleteSelection();
    tr.split(tr.selection.from, 1, [{ type: paragraph }]);
    return true;
  }).scrollIntoView().run();
}

// Enter in a line that ends something goes on in a paragraph below it.
export function leave(editor, name, up) {
  const { $from } = editor.state.selection;
  if ($from.parent.type.name !== name) return false;
  const below = $from.after($from.depth - up + 1);
  return editor.chain().insertContentAt(below, { type: "paragraph" }).setTextSelection(below + 1).scrollIntoView().run();
}

export function stayIn(editor, name) {
  const { $from, empty } = editor.state.selection;
  return empty && $from.parent.type.name === name && $from.parentOffset === 0 && $from.parent.content.size > 0;
}
