"use strict";
// Speakers offered under the name that is being typed: a combobox with a list (WAI-ARIA), silent while an input
// method composes. Choosing one says who it is and fills the organisation and title that are empty or were not touched.
{
  const root = document.getElementById("content-main");
  const WAIT = 150; // milliseconds without a keystroke
  let timer = 0;
  let asked = 0;
  let found = [];
  let active = -1;

  const input = () => document.getElementById("id_speaker");
  const list = () => document.getElementById("speaker-list");

  function close() {
    if (!list()) return;
    clearTimeout(timer);
    asked += 1;
    active = -1;
    list().hidden = true;
    input().setAttribute("aria-expanded", "false");
    input().removeAttribute("aria-activedescendant");
  }

  function line(speaker, index) {
    const item = document.createElement("li");
    item.id = `speaker-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.index = String(index);
    const name = document.createElement("b");
    name.textContent = speaker.label;
    const posts = document.createElement("span");
    posts.className = "quiet";
    posts.textContent = ` ${speaker.posts.join("；")} ${speaker.quotes} ${root.dataset.quotes}`;
    item.append(name, posts);
    return item;
  }

  async function look() {
    const turn = ++asked;
    const typed = input().value.trim();
    if (!typed) return close();
    try {
      const response = await fetch(`${root.dataset.speakers}?${new URLSearchParams({ q: typed })}`);
      if (!response.ok) return;
      const { speakers } = await response.json();
      if (turn !== asked || !list()) return;
      found = speakers;
      active = -1;
      list().replaceChildren(...speakers.map(line));
      list().hidden = !speakers.length;
      input().setAttribute("aria-expanded", String(Boolean(speakers.length)));
    } catch { /* nothing is offered then; what is typed stands */ }
  }

  function mark(step) {
    const items = [...list().children];
    if (!items.length || list().hidden) return;
    active = (active + step + items.length + (active < 0 && step < 0 ? 1 : 0)) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    input().setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const speaker = found[index];
    const form = input().form;
    if (!speaker) return;
    input().value = speaker.name;
    form.querySelector("input[type=hidden][name=who]").value = String(speaker.id);
    form.querySelectorAll("input[type=radio][name=who]").forEach((radio) => { radio.checked = false; });
    for (const name of ["organisation", "title"]) {
      const field = form.elements[name];
      if (speaker[name] && (!field.value || field.value === field.defaultValue)) field.value = speaker[name];
    }
    document.getElementById("chosen-speaker").textContent = `→ ${speaker.label}`;
    close();
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "id_speaker") return;
    event.target.form.querySelector("input[type=hidden][name=who]").value = "";
    document.getElementById("chosen-speaker").textContent = "";
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(look, WAIT);
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.id === "id_speaker") timer = setTimeout(look, WAIT);
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "id_speaker" || event.isComposing || event.keyCode === 229) return;
    const isOpen = !list().hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) mark(event.key === "ArrowDown" ? 1 : -1); else look();
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  }, true);
  document.addEventListener("mousedown", (event) => {
    const item = event.target.closest?.("#speaker-list [role=option]");
    if (!item) return;
    event.preventDefault();
    take(Number(item.dataset.index));
  });
  document.addEventListener("focusout", (event) => { if (event.target.id === "id_speaker") close(); });
}
