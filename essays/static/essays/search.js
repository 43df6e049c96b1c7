"use strict";
// Suggestions while one types into a search box (ARIA combobox). They keep still while an input method composes, and
// without this script the form is sent as it is.
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  const name = `suggestions-${input.id || "bar"}`;
  let waiting, asked = 0, chosen = -1;

  list.id = name;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") || form.querySelector("label").textContent);
  said.className = "unseen";
  said.setAttribute("role", "status");
  form.append(list);
  const mayBeSaid = () => form.append(said); // a page has one status of its own; this one joins it where it is wanted
  if (document.activeElement === input) mayBeSaid();
  else input.addEventListener("focus", mayBeSaid, { once: true });
  for (const [key, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", name], ["aria-autocomplete", "list"]]) {
    input.setAttribute(key, value);
  }

  const options = () => [...list.querySelectorAll("[role=option]")];

  function show(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(-1);
  }

  function choose(index) {
    chosen = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const option = options()[index];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const words = input.value.trim(), turn = ++asked;
    if (words.length < (/[^\x00-\x7f]/.test(words) ? 1 : 2)) return show(false);
    try {
      const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: words })}`);
      const html = answer.ok ? await answer.text() : "";
      if (turn !== asked || document.activeElement !== input) return;
      list.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.children);
      options().forEach((option, place) => { option.id = `${name}-${place}`; });
      said.textContent = list.querySelector("[data-said]")?.dataset.said ?? "";
      show(options().length > 0);
    } catch { show(false); }
  }

  const later = () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); };
  input.addEventListener("input", (event) => { if (!event.isComposing) later(); });
  input.addEventListener("compositionend", later);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const count = options().length, isOpen = !list.hidden;
    if (event.key === "Escape" && isOpen) { event.preventDefault(); show(false); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1, from = chosen < 0 && step < 0 ? 0 : chosen;
      show(true);
      choose((from + step + count) % count);
    } else if (event.key === "Enter" && isOpen && chosen >= 0) { event.preventDefault(); location.assign(options()[chosen].dataset.href); }
  });
  input.addEventListener("blur", () => { asked++; setTimeout(show, 150, false); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
}
