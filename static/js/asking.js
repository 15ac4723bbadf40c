// Asks the worker between this page and the line, where there is one at work.
const workers = window.isSecureContext ? navigator.serviceWorker : undefined;

export const isAtWork = () => Boolean(workers?.controller);

export function ask(asked, values = {}) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => { "error" in data ? reject(new Error(data.error)) : resolve(data.answer); };
    const question = { asked, reader: document.body.dataset.viewer, ...values };
    if (isAtWork()) workers.controller.postMessage(question, [port2]);
    else reject(new Error("no worker"));
  });
}

// Said by whatever finds out that nobody is signed in here any more.
export function forgetCopy() {
  if (isAtWork()) ask("signedOut").catch(() => {});
}
