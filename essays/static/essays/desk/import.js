"use strict";
// Files can be dropped and are named before they are sent; the button says how many files it will import.

const KILOBYTE = 1024; // bytes
const MEGABYTE = 1024 * KILOBYTE;

function sizeOf(file) {
  if (file.size < MEGABYTE) return `${Math.ceil(file.size / KILOBYTE)} KB`;
  return `${(file.size / MEGABYTE).toFixed(1)} MB`;
}

function listFiles(form, input, list) {
  const most = Number(form.dataset.most);
  list.replaceChildren(...Array.from(input.files, (file) => {
    const item = document.createElement("li");
    const isTooLarge = file.size > most;
    item.textContent = `${file.name} · ${sizeOf(file)}`;
    if (isTooLarge) {
      item.textContent += ` · ${form.dataset.tooLarge}`;
      item.className = "is-too-large";
    }
    return item;
  }));
}

function takeDrops(zone, input) {
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    zone.addEventListener(name, () => zone.classList.remove("is-over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    }
  });
}

function countTicks(form) {
  const boxes = Array.from(form.querySelectorAll("input[name=token]"));
  const button = form.querySelector(".main-button");
  const tally = form.querySelector(".tally");
  const all = form.querySelector(".tick-all");
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    tally.textContent = String(ticked);
    button.disabled = ticked === 0;
    all.hidden = ticked === boxes.length;
  };
  form.addEventListener("change", show);
  all.addEventListener("click", () => {
    for (const box of boxes) {
      box.checked = true;
    }
    show();
  });
  show();
}

const intake = document.getElementById("intake");
if (intake) {
  const input = intake.querySelector("input[type=file]");
  const list = intake.querySelector(".chosen-files");
  input.addEventListener("change", () => listFiles(intake, input, list));
  takeDrops(intake.querySelector(".dropzone"), input);
  intake.addEventListener("submit", () => {
    const button = intake.querySelector(".main-button");
    button.textContent = intake.dataset.reading;
    button.setAttribute("aria-busy", "true");
  });
}

const waiting = document.getElementById("confirm");
if (waiting && waiting.querySelector(".tally")) {
  countTicks(waiting);
}
