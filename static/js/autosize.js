// A textarea grows with its text, also where the stylesheet cannot do that yet.
import { behaviour } from "./behaviours.js";

if (!CSS.supports("field-sizing", "content")) {
  behaviour("textarea", (textarea) => {
    const fit = () => {
      textarea.style.blockSize = "auto";
      textarea.style.blockSize = `${textarea.scrollHeight}px`;
    };
    textarea.addEventListener("input", fit);
    fit();
  });
}
