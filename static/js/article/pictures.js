// Brings pictures into an article, one after the other, and puts each where it was dropped.
import { isAtDoor, saySignedOut, sentenceOf } from "../errors.js";
import { csrfToken } from "../requests.js";

const JUDGED = [400, 413, 422];
let count = 0;

export class Pictures {
  constructor(form, editor, addresses) {
    this.form = form;
    this.editor = editor;
    this.addresses = addresses;
    this.arriving = new Map();
    this.queue = Promise.resolve();
  }

  pasted({ clipboardData }) {
    const { files, types } = clipboardData;
    // A copied table brings a picture of itself along: then the words are meant.
    if (!files.length || types.includes("text/plain") || types.includes("text/html")) return false;
    this.add([...files]);
    return true;
  }

  dropped(event) {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return false;
    event.preventDefault();
    this.add(files, this.editor.view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
    return true;
  }

  add(files, place) {
    const keys = files.map((file) => {
      const key = String((count += 1));
      this.arriving.set(key, { file, percent: 0, sentence: "", mayTryAgain: false, dom: null });
      return key;
    });
    this.insert(keys.map((key) => this.editor.schema.nodes.arriving.create({ key })), place);
    keys.forEach((key) => this.send(key));
  }

  // Between two blocks: a picture parts no sentence.
  insert(nodes, place) {
    const { state } = this.editor;
    const $place = state.doc.resolve(place ?? state.selection.to);
    const isEmptyLine = $place.depth === 1 && $place.parent.type.name === "paragraph" && !$place.parent.content.size;
    const target = $place.depth ? $place.after(1) : $place.pos;
    const range = isEmptyLine ? { from: $place.before(1), to: $place.after(1) } : { from: target, to: target };
    const tr = state.tr.setMeta("addToHistory", false).replaceWith(range.from, range.to, nodes);
    // There is always a line to go on in.
    if (tr.doc.lastChild.type.name === "arriving") tr.insert(tr.doc.content.size, state.schema.nodes.paragraph.create());
    this.editor.view.dispatch(tr);
  }

  send(key) {
    this.queue = this.queue.then(() => this.sendNow(key));
  }

  sendNow(key) {
    const picture = this.arriving.get(key);
    if (!picture) return undefined;
    return new Promise((done) => {
      // XMLHttpRequest and not fetch, which cannot tell how far it is.
      const request = new XMLHttpRequest();
      const fields = new FormData();
      fields.append("upload", picture.file, picture.file.name);
      request.upload.addEventListener("progress", ({ loaded, total }) => this.tell(key, { percent: total ? Math.round((loaded / total) * 100) : 0 }));
      request.addEventListener("loadend", () => {
        this.arrived(key, request);
        done();
      });
      request.open("POST", this.form.dataset.picturesUrl);
      request.setRequestHeader("X-CSRFToken", csrfToken());
      request.setRequestHeader("HX-Request", "true");
      picture.request = request;
      request.send(fields);
    });
  }

  arrived(key, request) {
    if (!this.arriving.has(key)) return;
    const { dataset } = this.form;
    if (request.status === 201) {
      this.replace(key, JSON.parse(request.responseText));
    } else if (request.status === 401 || isAtDoor(request)) {
      saySignedOut();
      this.tell(key, { sentence: dataset.out, mayTryAgain: true });
    } else if (!request.status) {
      this.tell(key, { sentence: dataset.noLine, mayTryAgain: true });
    } else {
      const sentence = request.status === 413 ? dataset.large : sentenceOf(request);
      this.tell(key, { sentence, mayTryAgain: !JUDGED.includes(request.status) });
    }
  }

  replace(key, { id, url }) {
    this.arriving.delete(key);
    this.addresses.set(id, url);
    const found = this.placeOf(key);
    if (!found) return;
    const { state, view } = this.editor;
    const figure = state.schema.nodes.figure.create({ file: id });
    view.dispatch(state.tr.setMeta("addToHistory", false).replaceWith(found.from, found.to, figure));
    view.nodeDOM(found.from)?.querySelector("[data-alt]")?.focus();
  }

  leaveOut(key) {
    const { request } = this.arriving.get(key) ?? {};
    this.arriving.delete(key);
    request?.abort();
    const found = this.placeOf(key);
    if (found) this.editor.view.dispatch(this.editor.state.tr.setMeta("addToHistory", false).delete(found.from, found.to));
    this.editor.commands.focus();
  }

  placeOf(key) {
    let found = null;
    this.editor.state.doc.descendants((node, from) => {
      if (node.type.name === "arriving" && node.attrs.key === key) found = { from, to: from + node.nodeSize };
      return !found;
    });
    return found;
  }

  show(key, dom) {
    const picture = this.arriving.get(key);
    if (!picture) return;
    picture.dom = dom;
    dom.querySelector("[data-again]").addEventListener("click", () => {
      this.tell(key, { percent: 0, sentence: "", mayTryAgain: false });
      this.send(key);
    });
    dom.querySelector("[data-remove]").addEventListener("click", () => this.leaveOut(key));
    this.tell(key, {});
  }

  tell(key, news) {
    const picture = Object.assign(this.arriving.get(key) ?? {}, news);
    const { dom, file, percent, sentence, mayTryAgain } = picture;
    if (!dom) return;
    const progress = dom.querySelector("progress");
    progress.value = percent;
    progress.hidden = Boolean(sentence);
    progress.setAttribute("aria-label", file.name);
    dom.querySelector("[data-name]").textContent = sentence ? file.name : `${file.name}: ${percent}%`;
    const error = dom.querySelector(".error");
    error.hidden = !sentence;
    error.querySelector("span").textContent = sentence;
    dom.querySelector("[data-again]").hidden = !mayTryAgain;
  }
}
