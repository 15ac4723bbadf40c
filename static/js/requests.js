// Requests that scripts make themselves, with the token that says they come from our page.
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

export function post(address, fields = {}, options = {}) {
  return fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
    body: fields instanceof FormData ? new URLSearchParams(fields) : new URLSearchParams(Object.entries(fields)),
    credentials: "same-origin",
    redirect: "manual",
    ...options,
  });
}

export async function getJSON(address, options = {}) {
  const response = await fetch(address, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    ...options,
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
