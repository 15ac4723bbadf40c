// The toolbar: one stop for the Tab key, arrows inside, and each button says whether it is on.
import { LinkBox } from "./link-box.js";

const EMOJI = ["🙂", "😀", "😄", "😂", "😉", "😍", "🥳", "🤔", "😮", "😢", "😬", "🙈", "👍", "👏", "🙌", "🙏", "💪", "👀", "🎉", "❤️", "🔥", "⚡", "✅", "⚠️", "☕", "🍀", "☀️", "🌧️", "🔧", "🚧", "🚐", "📷"];

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  heading: (chain) => chain.toggleHeading({ level: 3 }),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  code: (chain, editor) => (wordsInOneLine(editor) ? chain.toggleCode() : chain.toggleCodeBlock()),
  mention: (chain, editor) => chain.insertContent(needsSpace(editor) ? " @" : "@"),
};

export class Tools {
  constructor(place, editor, { commands = COMMANDS, isOn = isActive } = {}) {
    this.editor = editor;
    this.commands = commands;
    this.isOn = isOn;
    this.bar = place.querySelector("[role=toolbar]");
    this.linkBox = new LinkBox(place.querySelector(".linkbox"), editor);
    this.fillPalette();
    this.buttons = [...this.bar.querySelectorAll(".tools__btn")];
    this.stop(this.buttons[0]);
    // A press keeps the selection in the text; the keyboard can still come here.
    this.bar.addEventListener("pointerdown", (event) => { if (!event.target.closest("summary")) event.preventDefault(); });
    this.bar.addEventListener("click", (event) => this.clicked(event));
    this.bar.addEventListener("keydown", (event) => this.pressed(event));
    editor.on("transaction", () => this.show());
    editor.view.dom.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "k") {
        event.preventDefault();
        this.linkBox.open();
      }
    });
  }

  clicked(event) {
    const button = event.target.closest("[data-command], [data-more], [data-emoji]");
    if (!button) return;
    const { command, emoji } = button.dataset;
    if (emoji) this.editor.chain().focus().insertContent(emoji).run();
    else if (command === "link") this.linkBox.open();
    else if (command) this.commands[command](this.editor.chain().focus(), this.editor).run();
    else this.unfold(button);
  }

  unfold(button) {
    const open = this.bar.classList.toggle("tools--all");
    button.setAttribute("aria-expanded", String(open));
  }

  show() {
    for (const button of this.buttons) {
      const { command } = button.dataset;
      if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(this.isOn(this.editor, command)));
    }
  }

  pressed(event) {
    const shown = this.buttons.filter((button) => button.offsetParent);
    const here = shown.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (here < 0 || !step) return;
    event.preventDefault();
    const next = shown[(here + step + shown.length) % shown.length];
    this.stop(next);
    next.focus();
  }

  stop(button) {
    for (const other of this.buttons) other.tabIndex = other === button ? 0 : -1;
  }

  fillPalette() {
    const buttons = EMOJI.map((emoji) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: emoji });
      button.dataset.emoji = emoji;
      return button;
    });
    this.bar.querySelector(".palette")?.replaceChildren(...buttons);
  }
}

function isActive(editor, command) {
  return editor.isActive(command) || (command === "code" && editor.isActive("codeBlock"));
}

function wordsInOneLine({ state: { selection } }) {
  return !selection.empty && selection.$from.sameParent(selection.$to);
}

function needsSpace({ state: { selection } }) {
  const before = selection.$from.nodeBefore;
  return Boolean(before) && !(before.isText && /\s$/.test(before.text));
}
