// Says how many people a text tells that names teams, before it is sent; the server asks when this could not.
import { getJSON } from "../requests.js";

export function watchHeads(editor, form) {
  const line = form.querySelector(".composer__told");
  let known = "";
  editor.on("update", async () => {
    const teams = teamsIn(editor.state.doc);
    const asked = teams.join();
    if (asked === known) return;
    known = asked;
    const { heads, words } = teams.length ? await ask(form, teams) : { heads: 0, words: "" };
    if (asked !== known) return;
    line.textContent = words;
    form.elements.heads_seen.value = heads;
  });
}

function teamsIn(doc) {
  const teams = new Set();
  doc.descendants(({ type, attrs }) => { if (type.name === "mention" && attrs.team) teams.add(attrs.team); });
  return [...teams].sort();
}

async function ask(form, teams) {
  const address = new URL(form.dataset.headsUrl, location.href);
  const place = new URL(form.dataset.mentionsUrl, location.href).searchParams.get("place");
  if (place) address.searchParams.set("place", place);
  for (const team of teams) address.searchParams.append("team", team);
  return getJSON(address).catch(() => ({ heads: 0, words: "" }));
}
