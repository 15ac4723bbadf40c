// A small form, without being a form, for the address of a link.
const HAS_SCHEME = /^(?:https?:\/\/|mailto:|tel:)/i;

export class LinkBox {
  constructor(box, editor) {
    this.box = box;
    this.editor = editor;
    this.input = box.querySelector("input");
    box.addEventListener("click", (event) => {
      const wish = event.target.closest("[data-link]")?.dataset.link;
      if (wish === "set") this.set();
      if (wish === "remove") this.unset();
    });
    this.input.addEventListener("keydown", (event) => {
      if (!["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") this.set();
      else this.close();
    });
    // What is typed here is not part of the text that is kept.
    this.input.addEventListener("input", (event) => event.stopPropagation());
  }

  open() {
    this.input.value = this.editor.getAttributes("link").href ?? "";
    this.box.querySelector('[data-link="remove"]').hidden = !this.editor.isActive("link");
    this.box.hidden = false;
    this.input.focus();
  }

  set() {
    const address = completed(this.input.value.trim());
    if (address) {
      const chain = this.editor.chain().extendMarkRange("link");
      const nothingChosen = this.editor.state.selection.empty && !this.editor.isActive("link");
      if (nothingChosen) chain.insertContent({ type: "text", text: this.input.value.trim(), marks: [{ type: "link", attrs: { href: address } }] }).run();
      else chain.setLink({ href: address }).run();
    }
    this.close();
  }

  unset() {
    this.editor.chain().extendMarkRange("link").unsetLink().run();
    this.close();
  }

  close() {
    this.box.hidden = true;
    this.input.value = "";
    this.editor.view.focus();
  }
}

function completed(address) {
  if (!address || /\s/.test(address)) return "";
  if (HAS_SCHEME.test(address)) return address;
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return "";
  return address.includes("@") ? `mailto:${address}` : `https://${address.replace(/^\/+/, "")}`;
}
