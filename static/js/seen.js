// Tells the server that a list was read: it stood on the screen for a second. A GET itself changes nothing.
import { behaviour } from "./behaviours.js";
import { post } from "./requests.js";

const LONG_ENOUGH = 1000;

behaviour("[data-seen-url]", (element) => {
  let timer;
  let done = false;
  const told = () => {
    if (document.visibilityState !== "visible") return;
    done = true;
    watcher.disconnect();
    post(element.dataset.seenUrl, {}, { keepalive: true }).catch(() => {});
  };
  const watcher = new IntersectionObserver(([entry]) => {
    clearTimeout(timer);
    if (entry.isIntersecting) timer = setTimeout(told, LONG_ENOUGH);
  });
  document.addEventListener("visibilitychange", () => {
    if (done || document.visibilityState !== "visible") return;
    watcher.unobserve(element);
    watcher.observe(element);
  });
  watcher.observe(element);
});
