"use strict";
// The tools of an opened section and of the bar, by pointer and by key.
window.desk ??= {};
{
  let visited = null; // the remark looked at last: pressing the button takes the focus out of its section

  const isOff = () => desk.group()?.dataset.shortcuts !== "on";

  function say(text) {
    const line = document.querySelector(".desk-said");
    if (!line) return;
    line.textContent = "";
    requestAnimationFrame(() => { line.textContent = text; });
  }

  // The tools stand once in the page and are copied into a section when it is first opened.
  function tools(section) {
    const template = desk.group().querySelector("template.tools-template");
    if (!template || section.querySelector(".section-tools") || !desk.field(section, "body")) return;
    section.querySelector(".section-options").after(template.content.cloneNode(true));
    if (!desk.field(section, "DELETE")) {
      section.querySelectorAll("[data-verb=merge], [data-verb=demote]").forEach((button) => button.remove());
    }
  }

  // True when the key was one of the desk's.
  function key(section, event) {
    if (isOff() || event.isComposing) return false;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      desk.rearrange(event.shiftKey ? "promote" : "split", section);
      return true;
    }
    return false;
  }

  function onKey(event) {
    const section = event.target.closest?.("details.section");
    const isSummary = event.target.matches?.("summary");
    const isTyping = event.target.matches?.("input, textarea, select, [contenteditable]");
    if (section && desk.group()?.contains(section) && key(section, event)) event.preventDefault();
    else if (section && isSummary && !isOff() && event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      desk.move(section, event.key === "ArrowUp" ? -1 : 1);
    } else if (!isTyping && !isOff() && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      desk.undo();
    }
  }

  // The next section somebody has remarked on, from the one that is looked at; behind the last, the first again.
  function nextNoted() {
    const noted = [...document.querySelectorAll("details.section:has(.section-note)")];
    if (!noted.length) return;
    const here = document.activeElement?.closest("details.section") ?? visited;
    const follows = (one) => here && here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    const next = noted.find(follows) ?? noted[0];
    visited = next;
    goTo(next);
  }

  function toggleAll() {
    const all = desk.shown();
    const open = !all.every((section) => section.open);
    all.forEach((section) => { section.open = open; });
  }

  const ACTS = {
    undo: () => desk.undo(),
    toggle: toggleAll,
    next: nextNoted,
    add: () => desk.add(),
    up: (section) => desk.move(section, -1),
    down: (section) => desk.move(section, 1),
    go: (section) => desk.moveTo(section, Number(section.querySelector("[data-place]").value)),
  };

  // A place in a table leads to its section, opened.
  function lead(link) {
    const section = document.getElementById(link.hash.slice(1))?.closest("details.section:not([hidden])");
    if (section) goTo(section);
    return Boolean(section);
  }

  function goTo(section) {
    section.open = true;
    section.querySelector("summary").focus();
    section.scrollIntoView({ block: "start" });
  }

  function onClick(event) {
    const link = event.target.closest?.("a[href^='#s-']");
    if (link && desk.group() && lead(link)) event.preventDefault();
    const button = event.target.closest?.("button[data-verb], button[data-act]");
    if (!button || !desk.group()) return;
    const line = button.closest(".boundary");
    const section = line ? document.getElementById(line.dataset.before) : button.closest("details.section");
    if (button.dataset.verb) desk.rearrange(button.dataset.verb, section);
    else ACTS[button.dataset.act]?.(section);
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  // A press would take the selection out of the text it is about.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.("button[data-verb]")) event.preventDefault();
  });

  Object.assign(window.desk, { say, tools, key });
}
