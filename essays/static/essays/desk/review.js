"use strict";
// The keys of the review, and comments written where they belong. Without this script every one of these is a link
// or a form of the page.
{
  const root = document.querySelector(".review");
  const opened = performance.now();
  const LOOK = 800; // milliseconds a page must have been there before a key decides about it
  // Without those that are folded away.
  const parts = () => [...root.querySelectorAll("[data-part]")].filter((part) => !part.closest("details:not([open])"));

  function tell(words) {
    root.querySelector(".bar-status").textContent = words;
  }

  function current() {
    const here = document.activeElement?.closest?.("[data-part]");
    return here ?? parts().find((part) => part.getBoundingClientRect().bottom > 120) ?? null;
  }

  function go(part) {
    if (!part) return;
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "start" });
  }

  function step(by) {
    const all = parts();
    const here = document.activeElement?.closest?.("[data-part]");
    const index = here ? all.indexOf(here) + by : by > 0 ? all.indexOf(current()) : all.indexOf(current()) - 1;
    go(all[Math.max(0, Math.min(index, all.length - 1))]);
  }

  function say(link) {
    if (!link) return;
    const form = document.getElementById("say-form").content.firstElementChild.cloneNode(true);
    form.elements.section.value = link.dataset.say;
    link.replaceWith(form);
    form.dataset.say = link.dataset.say;
    form.elements.text.focus();
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || form.elements.text.value.trim()) return;
      event.stopPropagation();
      const place = form.closest("[data-part]");
      form.replaceWith(link);
      (place ?? link).focus();
    });
  }

  function comment() {
    const place = current() ?? root;
    const form = place.querySelector(".say-form textarea");
    if (form) form.focus(); else say(place.querySelector("a.say") ?? root.querySelector("a.say"));
  }

  function approve() {
    const form = document.getElementById("approve-form");
    if (!form) return;
    if (performance.now() - opened < LOOK) tell(root.dataset.lookFirst);
    else form.requestSubmit(form.querySelector("button"));
  }

  function openReturn() {
    const drawer = document.getElementById("return");
    if (!drawer) return;
    drawer.open = true;
    drawer.querySelector("textarea").focus();
  }

  const follow = (id) => document.getElementById(id)?.click();
  const KEYS = {
    a: approve,
    r: openReturn,
    n: () => follow("next-item"),
    p: () => follow("previous-item"),
    c: comment,
    j: () => step(1),
    k: () => step(-1),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  if (root.dataset.shortcuts === "on") {
    const sheet = document.getElementById("show-keys");
    sheet.hidden = false;
    sheet.addEventListener("click", KEYS["?"]);
    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229 || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      if (!Object.hasOwn(KEYS, event.key) || isTyping(event.target)) return;
      event.preventDefault();
      KEYS[event.key]();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.repeat) return;
      const form = event.target.matches("textarea") ? event.target.form : null;
      if (!form) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("button"));
    });
  }

  document.addEventListener("keydown", (event) => {
    const drawer = event.target.closest?.("details.drawer[open]");
    if (event.key !== "Escape" || event.isComposing || !drawer) return;
    drawer.open = false;
    drawer.querySelector("summary").focus();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.say");
    if (link && document.getElementById("say-form")) {
      event.preventDefault();
      say(link);
    }
    for (const drawer of root.querySelectorAll("details.drawer[open]")) {
      if (!drawer.contains(event.target)) drawer.open = false;
    }
  });

  // The queue's rows lead here with #return, to write the reason.
  if (location.hash === "#return") openReturn();
  // What was written somewhere else on the page and not sent would be lost with it.
  function unsent(form) {
    return [...root.querySelectorAll("textarea:not([readonly])")].find((area) => area.form !== form && area.value.trim());
  }

  // A decision is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const left = form.method === "dialog" ? null : unsent(form);
    if (left) {
      event.preventDefault();
      left.closest("details")?.setAttribute("open", "");
      left.focus();
      tell(root.dataset.unsent);
    } else if (form.dataset.sent) {
      event.preventDefault();
    } else if (form.method !== "dialog") {
      form.dataset.sent = "yes";
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (!document.querySelector("form[data-sent]") && unsent(null)) event.preventDefault();
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));
}
