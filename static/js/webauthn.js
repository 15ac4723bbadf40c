// Passkeys: asks the device for one, and sends what it answered with the form it belongs to.
// form[data-passkey=sign-in] fetches its question, "get" and "create" carry it in data-options.
// Their buttons wait for this script: pressed before, a form would go without a passkey.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

function questionFor(kind, { publicKey }) {
  const question = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (kind !== "create") {
    question.allowCredentials = withBytes(publicKey.allowCredentials);
    return question;
  }
  question.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  question.excludeCredentials = withBytes(publicKey.excludeCredentials);
  // So that the device itself knows who it is for, and asks for finger, face or PIN.
  question.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required", requireResidentKey: true, userVerification: "required",
  };
  return question;
}

function answerOf(credential) {
  const { response } = credential;
  const answer = {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(response.clientDataJSON) },
  };
  if (response.attestationObject) {
    answer.response.attestationObject = toText(response.attestationObject);
    answer.response.transports = response.getTransports?.() ?? [];
  } else {
    answer.response.authenticatorData = toText(response.authenticatorData);
    answer.response.signature = toText(response.signature);
    answer.response.userHandle = response.userHandle ? toText(response.userHandle) : null;
  }
  return answer;
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`The question for the passkey was not given: ${response.status}`);
  return (await response.json()).request_options;
}

async function ask(form) {
  const kind = form.dataset.passkey;
  const publicKey = questionFor(kind, await optionsOf(form));
  const asked = kind === "create"
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey });
  form.elements.credential.value = JSON.stringify(answerOf(await asked));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    (form.closest("[data-passkey-area]") ?? form).hidden = true;
    continue;
  }
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    event.stopPropagation();
    trouble.hidden = true;
    try {
      await ask(form);
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
  form.querySelector("[type=submit]").disabled = false;
}
