// Shows the picture that was chosen, before it is sent.
import { behaviour } from "./behaviours.js";

behaviour("input[type=file][data-preview]", (input) => {
  input.addEventListener("change", () => {
    const [file] = input.files;
    const place = document.querySelector(input.dataset.preview);
    if (!place || !file?.type.startsWith("image/")) return;
    const picture = place.localName === "img" ? place : place.querySelector("img") ?? pictureIn(place);
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    picture.src = URL.createObjectURL(file);
  });
});

function pictureIn(place) {
  const picture = document.createElement("img");
  picture.className = "avatar avatar--lg";
  picture.alt = "";
  place.replaceChildren(picture);
  return picture;
}
