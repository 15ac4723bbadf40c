// What is new shows itself: hints come over one stream, and a page that was cut off asks what it missed.
import { getJSON } from "./requests.js";
import { word } from "./words.js";

const place = document.body.dataset.live;
const ASKS_EVERY = 60000;
const TRIES_AGAIN = 300000;
const A_WHILE = 1500;
const htmx = () => window.htmx;

// What was written down earlier may be seen only later; what this page has already does not come again.
const LOOKS_BACK = 30_000_000;
const news = new Set();
const underWay = new Map();
let stamp = Number(document.body.dataset.stamp ?? 0);
let caughtUp = Promise.resolve();
let line = Promise.resolve();
let stream;
let asking;

function listen() {
  stream = new EventSource(`/live/?at=${place}`);
  stream.addEventListener("hello", catchUp);
  stream.addEventListener("missed", catchUp);
  stream.addEventListener("bell", ({ data }) => ring(JSON.parse(data).spread));
  stream.addEventListener("post", ({ data }) => showPosts([JSON.parse(data).thread]));
  stream.addEventListener("comment", ({ data }) => showComment(JSON.parse(data), A_WHILE));
  stream.addEventListener("reactions", ({ data }) => showCounts(JSON.parse(data)));
  // A stream that is refused does not come back by itself: from then on the page asks, and tries again later.
  stream.addEventListener("error", () => { if (stream.readyState === EventSource.CLOSED) askInstead(); });
}

function askInstead() {
  if (asking) return;
  asking = setInterval(catchUp, ASKS_EVERY);
  setTimeout(() => { if (asking) start(); }, TRIES_AGAIN);
}

function start() {
  stop();
  if (document.visibilityState === "visible") listen();
}

function stop() {
  stream?.close();
  clearInterval(asking);
  asking = null;
}

function catchUp() {
  caughtUp = caughtUp.then(askWhatWasMissed);
}

async function askWhatWasMissed() {
  let since = Math.max(0, stamp - LOOKS_BACK);
  let found;
  try {
    do {
      found = await getJSON(`/live/missed/?at=${place}&since=${since}`);
      showPosts(found.posts ?? []);
      for (const each of found.comments ?? []) await showComment(each);
      for (const each of found.reactions ?? []) showCounts(each);
      since = Number(found.stamp);
    } while (!found.is_all);
    stamp = since;
    ring(0);
  } catch {
    // Signed out or without a line: whatever the person does next says so.
  }
}

// Many bells that ring at once do not ask at the same moment.
function ring(spread) {
  const number = () => htmx()?.ajax("GET", "/notifications/number/", { swap: "none", source: document.body });
  // A line that went away is said elsewhere; the number comes along when it is back.
  setTimeout(() => number()?.catch(() => {}), Math.random() * spread);
}

function showPosts(posts) {
  for (const post of posts) news.add(post);
  const region = document.querySelector("[data-news]");
  if (!region || !news.size) return;
  for (const post of news) if (document.getElementById(`post-${post}`)) news.delete(post);
  const link = document.createElement("a");
  link.className = "btn btn--wide newposts";
  link.href = location.pathname + location.search;
  link.textContent = news.size === 1 ? word("newPost") : word("newPosts", { count: news.size < 100 ? news.size : "99+" });
  region.replaceChildren(...(news.size ? [link] : []));
}

// A comment may be heard of twice before it is there: both wait for the same.
function showComment({ comment, parent }, spread = 0) {
  if (!underWay.has(comment)) {
    const shown = bringComment(comment, parent, spread).catch(() => {});
    underWay.set(comment, shown.finally(() => underWay.delete(comment)));
  }
  return underWay.get(comment);
}

async function bringComment(comment, parent, spread) {
  await pause(Math.random() * spread);
  await underWay.get(parent);
  // One after the other: of what is asked for one list at the same moment htmx forgets some.
  line = line.then(() => fetchComment(comment, parent)).catch(() => {});
  await line;
}

async function fetchComment(comment, parent) {
  const list = document.getElementById(parent ? `replies-of-${parent}` : "comments-list");
  const isLastPage = !document.querySelector("#comments-list > .pager");
  if (!list || isHere(comment) || !(parent || isLastPage)) return;
  const newestFirst = !parent && new URLSearchParams(location.search).get("order") === "newest";
  const address = `/comments/${comment}/?counted`;
  let isNew = false;
  const unlessHere = ({ detail }) => {
    if (detail.requestConfig.path !== address) return;
    isNew = !isHere(comment);
    if (!isNew) detail.shouldSwap = false;
  };
  list.addEventListener("htmx:beforeSwap", unlessHere);
  await htmx()?.ajax("GET", address, { target: list, swap: newestFirst ? "afterbegin" : "beforeend", source: list });
  list.removeEventListener("htmx:beforeSwap", unlessHere);
  const shown = isHere(comment);
  if (!isNew || !shown) return;
  shown.classList.add("reply--new");
  say(word("newComment", { name: shown.querySelector(".byline__name")?.textContent ?? "" }));
}

const isHere = (comment) => document.getElementById(`comment-${comment}`);

// What one sends oneself may have come over the stream before the answer to sending it.
function keepOne(element) {
  if (!/^comment-\d+$/.test(element.id)) return;
  for (const other of document.querySelectorAll(`[id="${element.id}"]`)) if (other !== element) other.remove();
}

function showCounts({ thread, comment, counts }) {
  const form = document.getElementById(comment ? `reactions-c${comment}` : `reactions-${thread ?? place.split(":")[1]}`);
  for (const button of form?.querySelectorAll("button") ?? []) {
    const text = button.querySelector(".react__word")?.nextSibling ?? button.appendChild(new Text());
    const number = counts[button.value];
    text.textContent = number ? ` ${number}` : "";
  }
}

function say(text) {
  const region = document.getElementById("said") ?? document.body.appendChild(Object.assign(document.createElement("p"), { id: "said", className: "sr" }));
  region.setAttribute("role", "status");
  region.textContent = text;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

if (place) {
  // A hidden page holds no connection: a browser has few of them for all its tabs.
  document.addEventListener("visibilitychange", start);
  window.addEventListener("pagehide", stop);
  window.addEventListener("pageshow", start);
  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    keepOne(elt);
    showPosts([]);
  });
}
