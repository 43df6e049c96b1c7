"use strict";
// The keys of the quote desk. A verdict is posted and the next quote put in place of the one that was settled, without
// the page being loaded again. Without this script every one of these is a button or a link of the page.
{
  const root = document.getElementById("content-main");
  const work = document.getElementById("work");
  const said = document.getElementById("said");
  let isWaiting = false;

  const card = () => document.getElementById("card");
  const settling = () => document.getElementById("settle") ?? work.querySelector(".desk-form");

  function tell(words, isRefused) {
    said.textContent = words;
    said.classList.toggle("is-refused", Boolean(isRefused));
  }

  async function ask(address, options) {
    if (isWaiting) return;
    isWaiting = true;
    work.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { ...options, headers: { Accept: "application/json" } });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const answer = await response.json();
      work.innerHTML = answer.html;
      history.replaceState(null, "", answer.address);
      tell(answer.said, answer.refused);
      const wanting = card()?.querySelector("#correct[open] #id_speaker") ?? card();
      wanting?.focus({ preventScroll: true });
      card()?.scrollIntoView({ block: "nearest" });
      document.dispatchEvent(new CustomEvent("card"));
    } catch {
      tell(root.dataset.noAnswer, true);
    }
    isWaiting = false;
    work.removeAttribute("aria-busy");
  }

  function post(form, what, who) {
    const data = new FormData(form);
    if (what) data.set("do", what);
    if (who !== undefined) data.set("who", who);
    ask(form.action, { method: "POST", body: data });
  }

  const press = (what) => { const form = settling(); if (form) post(form, what); };

  function choose(key) {
    const radio = work.querySelector(`#settle input[data-key="${key}"]`);
    if (!radio) return;
    radio.checked = true;
    post(radio.form, "accept", radio.value);
  }

  function correct(isOpen) {
    const drawer = document.getElementById("correct");
    if (!drawer) return;
    if (!isOpen) drawer.querySelector("form").reset();
    drawer.open = isOpen;
    if (isOpen) drawer.querySelector("#id_speaker").select();
    else card().focus({ preventScroll: true });
  }

  const follow = (id) => { const link = document.getElementById(id); if (link) ask(link.href, {}); };
  const KEYS = {
    a: () => document.getElementById("settle") && press("accept"),
    r: () => document.getElementById("settle") && press("reject"),
    e: () => correct(true),
    n: () => follow("next"),
    j: () => follow("next"),
    p: () => follow("previous"),
    k: () => follow("previous"),
    u: () => press("undo"),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  for (const digit of "0123456789") KEYS[digit] = () => choose(digit);
  const isTyping = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]") !== null;

  if (root.dataset.shortcuts === "on") {
    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229 || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      if (!Object.hasOwn(KEYS, event.key) || isTyping(event.target)) return;
      event.preventDefault();
      KEYS[event.key]();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest?.("#correct[open]")) correct(false);
  });

  work.addEventListener("submit", (event) => {
    event.preventDefault();
    post(event.target, event.submitter?.name === "do" ? event.submitter.value : undefined);
  });
  work.addEventListener("click", (event) => {
    const link = event.target.closest("#next, #previous");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(link.id);
  });
  work.addEventListener("reset", (event) => {
    const drawer = event.target.closest("#correct");
    if (drawer) { drawer.open = false; card().focus({ preventScroll: true }); }
  });
}
