"use strict";
// One box ticks all rows; how many are ticked is told. Without this script rows are ticked one by one.
{
  const all = document.getElementById("choose-all");
  const rows = [...document.querySelectorAll("input[name=chosen]")];
  const show = () => {
    const ticked = rows.filter((row) => row.checked).length;
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
  };
  if (all && rows.length) {
    all.hidden = false;
    all.addEventListener("change", () => rows.forEach((row) => { row.checked = all.checked; }));
    rows.forEach((row) => row.addEventListener("change", show));
    show();
  }
}
