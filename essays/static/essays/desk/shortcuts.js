"use strict";
// Keys of every page of the desk: save and go on, search, and the sheet that names them. Nothing where they are off.
{
  let sheet = null;

  const isComposing = (event) => event.isComposing || event.keyCode === 229;

  function isTyping(target) {
    if (target.isContentEditable) return true;
    return target.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])") ?? false;
  }

  function save(event) {
    const button = document.querySelector("[name=_continue]") ?? document.querySelector(".submit-row [name=_save]");
    if (!button?.form) return;
    event.preventDefault();
    if (!event.repeat) button.form.requestSubmit(button);
  }

  function search(event) {
    const bar = document.getElementById("searchbar");
    if (!bar) return;
    event.preventDefault();
    bar.focus();
    bar.select();
  }

  // A page's own keys stand on its buttons; a page with a sheet of its own shows that one.
  function open(event) {
    if (document.getElementById("keys") || sheet.open) return;
    event.preventDefault();
    sheet.querySelectorAll("[data-needs]").forEach((row) => { row.hidden = !document.querySelector(row.dataset.needs); });
    sheet.querySelectorAll("[data-found]").forEach((row) => row.remove());
    const shown = new Set();
    for (const one of document.querySelectorAll("[aria-keyshortcuts]")) {
      const keys = one.getAttribute("aria-keyshortcuts");
      if (shown.has(keys) || one.closest("template")) continue;
      shown.add(keys);
      sheet.querySelector("dl").lastElementChild.before(row(keys, one));
    }
    sheet.showModal();
  }

  function row(keys, one) {
    const made = document.createElement("div");
    made.dataset.found = "yes";
    const [name, words] = [document.createElement("dt"), document.createElement("dd")];
    for (const key of keys.split("+")) {
      const cap = document.createElement("kbd");
      cap.textContent = { Control: "Ctrl", Enter: "↵", ArrowUp: "↑", ArrowDown: "↓" }[key] ?? key;
      name.append(cap, " ");
    }
    words.textContent = one.getAttribute("aria-label") ?? one.textContent.trim();
    made.append(name, words);
    return made;
  }

  function hear(event) {
    if (isComposing(event) || event.defaultPrevented) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") save(event);
    else if (isPlain && event.key === "/" && !isTyping(event.target)) search(event);
    else if (isPlain && event.key === "?" && !isTyping(event.target)) open(event);
  }

  document.addEventListener("DOMContentLoaded", () => {
    sheet = document.getElementById("shortcuts");
    if (!sheet) return;
    document.addEventListener("keydown", hear);
    // What is typed into a rich-text editor is heard in its own document only.
    document.addEventListener("desk:editor", (one) => one.detail.addEventListener("keydown", hear));
  });
}
