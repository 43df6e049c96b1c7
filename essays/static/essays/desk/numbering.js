"use strict";
// Essays of a collection change places by buttons or by dragging; what is saved are the numbers typed in their rows.
{
  const table = document.querySelector("table.essay-rows[data-orderable]");
  const rows = () => [...table.tBodies[0].rows].filter((row) => row.querySelector("input.essay-number"));

  // The numbers stay, in their order; the rows change places under them.
  function renumber(numbers) {
    rows().forEach((row, index) => { row.querySelector("input.essay-number").value = numbers[index]; });
    table.parentElement.querySelector("[role=status]").textContent = table.dataset.moved;
  }

  function move(row, target, after) {
    const numbers = rows().map((one) => one.querySelector("input.essay-number").value);
    if (after) target.after(row); else target.before(row);
    renumber(numbers);
  }

  function start() {
    let dragged = null;
    table.querySelectorAll("button.move").forEach((button) => { button.hidden = false; });
    rows().forEach((row) => { row.draggable = true; });
    table.addEventListener("click", (event) => {
      const button = event.target.closest("button.move");
      if (!button) return;
      const all = rows();
      const at = all.indexOf(button.closest("tr"));
      const target = all[at + (button.dataset.move === "up" ? -1 : 1)];
      if (!target) return;
      move(all[at], target, button.dataset.move === "down");
      button.focus();
    });
    table.addEventListener("dragstart", (event) => { dragged = event.target.closest("tr"); });
    table.addEventListener("dragover", (event) => { if (dragged) event.preventDefault(); });
    table.addEventListener("drop", (event) => {
      const target = event.target.closest("tr");
      const all = rows();
      if (!dragged || !all.includes(target) || target === dragged) return;
      event.preventDefault();
      move(dragged, target, all.indexOf(dragged) < all.indexOf(target));
      dragged = null;
    });
  }

  if (table) start();
}
