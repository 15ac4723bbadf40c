// What is new shows itself: hints come over one stream, and a page that was cut off asks what it missed.
import { getJSON } from "./requests.js";
import { word } from "./words.js";

const place = document.body.dataset.live;
const ASKS_EVERY = 60000;
const TRIES_AGAIN = 300000;
const A_WHILE = 1500;
const htmx = () => window.htmx;

const stamp = document.body.dataset.stamp;
let stream;
let asking;
let newPosts = 0;

function listen() {
  stream = new EventSource(`/live/?at=${place}`);
  stream.addEventListener("hello", catchUp);
  stream.addEventListener("missed", catchUp);
  stream.addEventListener("bell", ({ data }) => ring(JSON.parse(data).spread));
  stream.addEventListener("post", () => showPosts(newPosts + 1));
  stream.addEventListener("comment", ({ data }) => showComment(JSON.parse(data)));
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

async function catchUp() {
  try {
    const found = await getJSON(`/live/missed/?at=${place}&since=${stamp ?? 0}`);
    if (found.posts) showPosts(found.posts);
    for (const each of found.comments ?? []) await showComment(each);
    for (const each of found.reactions ?? []) showCounts(each);
    ring(0);
  } catch {
    // Signed out or without a line: whatever the person does next says so.
  }
}

// Many bells that ring at once do not ask at the same moment.
function ring(spread) {
  setTimeout(() => htmx()?.ajax("GET", "/notifications/number/", { swap: "none", source: document.body }), Math.random() * spread);
}

function showPosts(count) {
  const region = document.querySelector("[data-news]");
  if (!region) return;
  newPosts = count;
  const link = document.createElement("a");
  link.className = "btn btn--wide newposts";
  link.href = location.pathname + location.search;
  link.textContent = count === 1 ? word("newPost") : word("newPosts", { count: count < 100 ? count : "99+" });
  region.replaceChildren(link);
}

async function showComment({ comment, parent }) {
  const list = document.getElementById(parent ? `replies-of-${parent}` : "comments-list");
  const isLastPage = !document.querySelector("#comments-list > .pager");
  if (!list || document.getElementById(`comment-${comment}`) || !(parent || isLastPage)) return;
  const newestFirst = !parent && new URLSearchParams(location.search).get("order") === "newest";
  await pause(Math.random() * A_WHILE);
  if (document.getElementById(`comment-${comment}`)) return;
  await htmx()?.ajax("GET", `/comments/${comment}/`, { target: list, swap: newestFirst ? "afterbegin" : "beforeend", source: list });
  const shown = document.getElementById(`comment-${comment}`);
  if (!shown) return;
  shown.classList.add("reply--new");
  count(1);
  say(word("newComment", { name: shown.querySelector(".byline__name")?.textContent ?? "" }));
}

function count(more) {
  const heading = document.getElementById("comment-count");
  if (!heading) return;
  const now = Number(heading.dataset.count) + more;
  heading.textContent = heading.textContent.replace(/\d+/, now);
  heading.dataset.count = now;
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
}
