// The warning that another window was first. Typing goes on; what is chosen is done with the words as they are by then.
export function choosing(html, keeper) {
  const place = document.querySelector("[data-notices]");
  const notice = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  place.querySelector("#changed-elsewhere")?.remove();
  place.append(notice);
  notice.scrollIntoView({ block: "nearest" });
  notice.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.submitter?.name === "insists") {
      if (await keeper.save({ insists: true })) notice.remove();
      return;
    }
    const { title, body, body_format } = keeper.form.elements;
    const isKept = await keeper.setAside({ title: title.value, body: body.value, format: body_format.value });
    if (!isKept) return;
    // The page that leaves has nothing to keep any more.
    keeper.sentWords = keeper.words();
    location.reload();
  });
}
