"use strict";
// Buttons that copy a quotation, and pictures of it as PNG. Without this script the texts are there to be selected,
// and the pictures are SVG files.
{
  const status = document.getElementById("copied");

  function say(words) {
    status.classList.remove("unseen");
    status.textContent = words;
  }

  async function copy(source) {
    try {
      await navigator.clipboard.writeText(source.textContent);
      say(status.dataset.copied);
    } catch {
      const details = source.closest("details");
      details.hidden = false;
      details.open = true;
      getSelection().selectAllChildren(source);
      say(status.dataset.failed);
    }
  }

  for (const details of document.querySelectorAll("details.cite")) {
    const tools = details.parentElement.querySelector(".tools");
    for (const term of details.querySelectorAll("dt")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = term.textContent;
      button.addEventListener("click", () => copy(term.nextElementSibling));
      tools.append(" ", button);
    }
    const picture = document.createElement("button");
    picture.type = "button";
    picture.className = "plain";
    picture.textContent = status.dataset.picture;
    picture.addEventListener("click", () => save(details.querySelector("[data-save]")));
    tools.append(" ", picture);
    details.hidden = !details.open;
  }

  async function save(link) {
    try {
      const response = await fetch(link.href);
      if (!response.ok) throw new Error(String(response.status));
      const drawing = new Image();
      drawing.src = `data:image/svg+xml,${encodeURIComponent(await response.text())}`;
      await drawing.decode();
      const canvas = document.createElement("canvas");
      canvas.width = drawing.width;
      canvas.height = drawing.height;
      canvas.getContext("2d").drawImage(drawing, 0, 0);
      const saving = document.createElement("a");
      saving.href = canvas.toDataURL("image/png");
      saving.download = `${link.dataset.save}.png`;
      saving.click();
    } catch {
      location.assign(link.href);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-save]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    save(link);
  });
}
