"use strict";
// Drag a section by its handle: a line shows where it would go. Escape puts it back. Keys and buttons do the same.
window.desk ??= {};
{
  const EDGE = 60; // px from the rim of the window within which the page scrolls
  const SPEED = 18; // px a frame
  let drag = null;

  function begin(event) {
    const grip = event.target.closest?.(".grip");
    if (!grip || event.button !== 0) return;
    const section = grip.closest("details.section");
    const targets = [...desk.heads(section), null];
    const line = document.createElement("div");
    line.className = "drop-line";
    desk.group().append(line);
    drag = { section, grip, line, targets, y: event.clientY, tops: [], before: undefined };
    measure();
    desk.run(section).forEach((one) => one.classList.add("is-dragged"));
    grip.setPointerCapture(event.pointerId);
    event.preventDefault();
    requestAnimationFrame(frame);
  }

  // Where each target begins, in the page: read once a drag, not once a movement.
  function measure() {
    const moved = desk.run(drag.section);
    const rest = desk.rows().filter((one) => !moved.includes(one));
    const end = rest.length ? rest.at(-1).getBoundingClientRect().bottom : 0;
    drag.tops = drag.targets.map((target) => (target ? target.getBoundingClientRect().top : end) + window.scrollY);
  }

  function frame() {
    if (!drag) return;
    const { y } = drag;
    if (y < EDGE) window.scrollBy(0, -SPEED);
    else if (y > window.innerHeight - EDGE) window.scrollBy(0, SPEED);
    aim();
    requestAnimationFrame(frame);
  }

  function aim() {
    const y = drag.y + window.scrollY;
    let nearest = 0;
    drag.tops.forEach((top, index) => {
      if (Math.abs(top - y) < Math.abs(drag.tops[nearest] - y)) nearest = index;
    });
    drag.before = drag.targets[nearest];
    const origin = desk.group().getBoundingClientRect().top + window.scrollY;
    drag.line.style.transform = `translateY(${drag.tops[nearest] - origin}px)`;
  }

  function end(isDone) {
    if (!drag) return;
    const { section, line } = drag;
    aim();
    const { before } = drag;
    drag = null;
    line.remove();
    const moved = desk.run(section);
    moved.forEach((one) => one.classList.remove("is-dragged"));
    const all = desk.rows();
    const stays = before === (all[all.indexOf(moved.at(-1)) + 1] ?? null);
    if (isDone && !stays) desk.place(section, before);
  }

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", (event) => { if (drag) drag.y = event.clientY; });
  document.addEventListener("pointerup", (event) => { if (drag) { drag.y = event.clientY; end(true); } });
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") end(false); });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".grip")) event.preventDefault(); // a handle opens nothing
  });
}
