// Naming somebody or a team: type @ and a few letters, choose from the people who may read along.
import { Node, Plugin, mergeAttributes, Extension } from "../../django_prose_editor/editor.js";
import { getJSON } from "../requests.js";
import { PeopleList } from "./people-list.js";

const ASKING = /(?:^|[\s(\ufffc])@([\p{L}\p{M}\p{N}'’.-]+(?: [\p{L}\p{M}\p{N}'’.-]*){0,2})?$/u;
const LOOK_BACK = 48;
const PAUSE = 120;

export const Mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    id: {
      default: null,
      parseHTML: (element) => element.dataset.person,
      renderHTML: ({ id }) => (id ? { "data-person": id, href: `/people/${id}/` } : {}),
    },
    team: {
      default: null,
      parseHTML: (element) => element.dataset.team,
      renderHTML: ({ team }) => (team ? { "data-team": team, href: `/people/?team=${team}` } : {}),
    },
    name: {
      default: "",
      parseHTML: (element) => element.textContent.replace(/^@/, ""),
      renderHTML: () => ({}),
    },
  }),
  parseHTML: () => [{ tag: "a.mention[data-person], a.mention[data-team]", priority: 1000 }],
  renderHTML: ({ node, HTMLAttributes }) => ["a", mergeAttributes({ class: "mention" }, HTMLAttributes), `@${node.attrs.name}`],
  renderText: ({ node }) => `@${node.attrs.name}`,
});

export function suggestPeople(form) {
  return Extension.create({
    name: "suggestPeople",
    addProseMirrorPlugins() {
      return form.dataset.mentionsUrl ? [plugin(form)] : [];
    },
  });
}

function plugin(form) {
  let suggestions;
  return new Plugin({
    view: (view) => {
      suggestions = new Suggestions(view, form);
      return { update: () => suggestions.follow(), destroy: () => suggestions.list.remove() };
    },
    props: {
      handleKeyDown: (view, event) => suggestions.pressed(event),
      handleDOMEvents: { blur: () => { setTimeout(() => suggestions.list.close(), 150); } },
    },
  });
}

class Suggestions {
  constructor(view, form) {
    this.view = view;
    this.form = form;
    this.list = new PeopleList(form, view.dom, (person) => this.choose(person));
    this.fruitless = null;
  }

  follow() {
    const asked = this.view.composing ? null : askedIn(this.view.state);
    if (asked && asked.query === this.asked?.query && asked.from === this.asked?.from) return;
    this.asked = asked;
    clearTimeout(this.timer);
    this.request?.abort();
    const hopeless = asked && this.fruitless !== null && asked.query.startsWith(this.fruitless) && asked.from === this.fruitlessFrom;
    if (!asked || hopeless) this.list.close();
    else this.timer = setTimeout(() => this.ask(asked), PAUSE);
  }

  async ask({ query, from }) {
    this.request = new AbortController();
    const address = new URL(this.form.dataset.mentionsUrl, location.href);
    address.searchParams.set("q", query);
    try {
      const { people, teams = [] } = await getJSON(address, { signal: this.request.signal });
      const found = [...people, ...teams.map((team) => ({ ...team, isTeam: true }))];
      this.fruitless = query && !found.length ? query : null;
      this.fruitlessFrom = from;
      if (found.length) this.list.show(found, this.view.coordsAtPos(from));
      else this.list.close({ searched: Boolean(query) });
    } catch {
      this.list.close();
    }
  }

  pressed(event) {
    if (!this.list.isOpen) return false;
    if (event.key === "ArrowDown") this.list.move(1);
    else if (event.key === "ArrowUp") this.list.move(-1);
    else if (event.key === "Enter" || event.key === "Tab") this.list.take();
    else if (event.key === "Escape") this.list.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  choose({ id, name, isTeam }) {
    const { state } = this.view;
    const asked = askedIn(state);
    if (!asked) return;
    const { mention } = state.schema.nodes;
    const words = [mention.create({ [isTeam ? "team" : "id"]: String(id), name }), state.schema.text(" ")];
    this.view.dispatch(state.tr.replaceWith(asked.from, asked.to, words).scrollIntoView());
    this.view.focus();
  }
}

function askedIn({ selection }) {
  const { $from, empty } = selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return null;
  const start = Math.max(0, $from.parentOffset - LOOK_BACK);
  const before = $from.parent.textBetween(start, $from.parentOffset, null, "\ufffc");
  const found = ASKING.exec(before);
  if (!found) return null;
  const query = found[1] ?? "";
  return { query, from: $from.pos - query.length - 1, to: $from.pos };
}
