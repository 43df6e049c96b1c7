"use strict";
// What the buttons do that copy a quotation or save its picture as PNG. The stylesheet shows them where scripts run;
// elsewhere the texts are there to be selected, and the pictures are SVG files.
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
      details.classList.remove("unscripted");
      details.open = true;
      getSelection().selectAllChildren(source);
      say(status.dataset.failed);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.scripted");
    if (!button) return;
    const card = button.closest(".quote-card");
    if (button.dataset.copy) copy(card.querySelector(`[data-text=${button.dataset.copy}]`));
    else save(card.querySelector("[data-save]"));
  });

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
