// A behaviour belongs to every element that its selector finds, now and when htmx brings more.
const behaviours = [];

export function behaviour(selector, bind) {
  behaviours.push({ selector, bind, bound: new WeakSet() });
}

export function bindAll(root) {
  for (const { selector, bind, bound } of behaviours) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      if (bound.has(element)) continue;
      bound.add(element);
      bind(element);
    }
  }
}
