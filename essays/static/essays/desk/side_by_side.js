"use strict";
// What came from a line of the file lights up with it, both ways, and is brought into view. Links do without this.
{
  const PAUSE = 120; // ms the pointer rests before the other side moves
  let timer = 0;

  const paneOf = (one) => one.closest(".side-pane");

  function light(root, one) {
    root.querySelectorAll(".is-lit").forEach((old) => old.classList.remove("is-lit"));
    const { line } = one.dataset;
    root.querySelectorAll(`[data-line="${line}"]`).forEach((other) => other.classList.add("is-lit"));
    const keys = one.matches(".side-part") ? [one.dataset.key] : [];
    keys.forEach((key) => root.querySelector(`.side-segment[data-key="${key}"]`)?.classList.add("is-lit"));
  }

  // Scrolls the pane alone, never the page under the hand of whoever reads.
  function bring(root, one) {
    const pane = paneOf(one);
    for (const other of root.querySelectorAll(".side-pane")) {
      if (other === pane) continue;
      const match = other.querySelector(".side-segment.is-lit")?.closest("[data-line]") ?? other.querySelector("[data-line].is-lit");
      if (!match) continue;
      const [frame, box] = [other.getBoundingClientRect(), match.getBoundingClientRect()];
      const head = other.querySelector("h2").offsetHeight;
      if (box.top < frame.top + head || box.bottom > frame.bottom) other.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }

  function follow(event, pause) {
    const one = event.target.closest?.(".side-by-side [data-line]");
    if (!one) return;
    const root = one.closest(".side-by-side");
    clearTimeout(timer);
    light(root, one);
    timer = setTimeout(() => bring(root, one), pause);
  }

  // The arrow keys go from line to line in a pane.
  function step(event) {
    const pane = event.target.closest?.(".side-pane");
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!pane || !by || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...pane.querySelectorAll("a.side-number")];
    const next = links[links.indexOf(document.activeElement) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function jump(event) {
    const link = event.target.closest?.(".side-by-side a[href^='#']");
    if (!link || !link.closest(".side-pane")) return;
    const one = document.getElementById(link.getAttribute("href").slice(1));
    if (!one) return;
    event.preventDefault();
    light(one.closest(".side-by-side"), link.closest("[data-line]"));
    bring(one.closest(".side-by-side"), link);
    one.querySelector("a.side-number")?.focus({ preventScroll: true });
  }

  // On the form of an essay: the section that is being written lights up what it came from, and the other way round.
  function fromForm(event) {
    const uid = event.target.closest?.("details.section")?.querySelector("summary[id^='s-']")?.id.slice(2);
    const part = uid && document.querySelector(`.side-section[data-section="${CSS.escape(uid)}"] [data-line]`);
    if (!part) return;
    const root = part.closest(".side-by-side");
    light(root, part);
    root.querySelectorAll(".side-pane").forEach((pane) => {
      const lit = pane.querySelector("[data-line].is-lit");
      if (lit) pane.scrollTop += lit.getBoundingClientRect().top - pane.getBoundingClientRect().top - 60;
    });
  }

  async function fill(details) {
    if (!details.open || details.dataset.filled) return;
    details.dataset.filled = "yes";
    try {
      const answer = await fetch(details.dataset.panel);
      if (!answer.ok) throw new Error(answer.statusText);
      details.querySelector(".beside-panel").innerHTML = await answer.text();
    } catch {
      delete details.dataset.filled; // the link to the page itself stands there still
    }
  }

  function openTarget() {
    const target = location.hash === "#beside" && document.querySelector("details.beside");
    if (target) target.open = true;
  }

  addEventListener("hashchange", openTarget);
  document.addEventListener("DOMContentLoaded", openTarget);
  document.addEventListener("pointerover", (event) => follow(event, PAUSE));
  document.addEventListener("focusin", (event) => { follow(event, 0); fromForm(event); });
  document.addEventListener("click", (event) => { if (event.target.closest?.("a")) jump(event); else follow(event, 0); });
  document.addEventListener("keydown", step);
  document.addEventListener("toggle", (event) => { if (event.target.matches?.("details.beside")) fill(event.target); }, true);
}
