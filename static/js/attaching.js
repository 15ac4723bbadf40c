// Photos and files for what somebody writes: chosen, dropped or pasted. What brings them is fetched with the first one.
import { behaviour } from "./behaviours.js";
import { post } from "./requests.js";

// Offers camera and gallery on a phone. What is taken the server judges, by content.
const OFFERED = "image/*,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.zip";
const PLAIN = "application/x-www-form-urlencoded";
const WITH_FILES = "multipart/form-data";

behaviour("[data-uploads]", (field) => {
  const form = field.closest("form");
  const input = field.querySelector("input[type=file]");
  // The files go ahead by themselves; where that fails the form takes them along, as without script.
  form.enctype = PLAIN;
  input.accept = OFFERED;
  field.classList.add("uploads--live");

  async function bring(files) {
    try {
      const { uploadsOf } = await import("./uploads.js");
      (await uploadsOf(field)).add(files);
      input.value = "";
    } catch (error) {
      form.enctype = WITH_FILES;
      form.classList.add("composer--open");
      field.classList.remove("uploads--live");
      console.warn(error);
    }
  }

  input.addEventListener("change", () => bring([...input.files]));
  field.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-remove]");
    if (button) remove(button, input);
  });
  takeDropped(form, bring);
  form.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    // A copied table brings a picture of itself along: then the words are meant.
    if (!files.length || types.includes("text/plain")) return;
    take(event);
    bring([...files]);
  }, true);
});

function remove(button, input) {
  const row = button.closest("li");
  const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("[data-remove]") ?? input;
  const form = row.closest("form");
  row.dispatchEvent(new CustomEvent("upload-removed", { bubbles: true }));
  row.remove();
  next.focus();
  form.dispatchEvent(new CustomEvent("files-changed"));
  // Refused where it hangs somewhere already: then it is only taken out of the form.
  if (button.dataset.remove) post(button.dataset.remove).catch(() => {});
}

function takeDropped(form, bring) {
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      form.dataset.dropping = "";
    }, true);
  }
  form.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) delete form.dataset.dropping;
  });
  form.addEventListener("drop", (event) => {
    delete form.dataset.dropping;
    if (!hasFiles(event)) return;
    take(event);
    bring([...event.dataTransfer.files]);
  }, true);
}

function take(event) {
  event.preventDefault();
  event.stopPropagation();
}
