"use strict";
// Reading settings without leaving the page: the form is sent as it is, then the stylesheet that tells the settings is
// asked for again. Without this script the form leads back to the head of the page.
{
  const sheet = document.querySelector("link[data-reading]");

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest(".reading-form");
    if (!form || !event.submitter) return;
    event.preventDefault();
    try {
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error(String(answer.status));
      const fresh = sheet.cloneNode();
      fresh.href = `${sheet.href.split("?")[0]}?${Date.now()}`;
      fresh.addEventListener("load", () => document.querySelectorAll("link[data-reading]").forEach((link) => link === fresh || link.remove()));
      document.querySelector("link[data-reading]").after(fresh);
    } catch {
      form.submit();
    }
  });
}

// Print, share, and a bottom bar that makes room while one reads on.
{
  const share = { title: document.title, url: document.querySelector("link[rel=canonical]")?.href ?? location.href };

  document.addEventListener("click", async ({ target }) => {
    if (target.closest("[data-print]")) print();
    const button = target.closest("[data-share]");
    if (!button) return;
    try {
      if (navigator.share) return void await navigator.share(share);
      await navigator.clipboard.writeText(share.url);
      button.textContent = button.dataset.share;
      button.setAttribute("role", "status");
    } catch { /* whoever asked changed their mind */ }
  });

  const bar = document.querySelector(".bottom-bar");
  let last = scrollY;
  if (bar) addEventListener("scroll", () => {
    const isOn = scrollY > last && scrollY > 200 && !bar.contains(document.activeElement);
    if (Math.abs(scrollY - last) > 8) bar.toggleAttribute("data-away", isOn);
    last = scrollY;
  }, { passive: true });
}

// The shelf of who is logged in: the place is remembered while one reads, and selected words can be marked. Without
// this script sentences are marked on a page of their own.
{
  const tools = document.querySelector("[data-shelf]");
  const paragraphs = [...document.querySelectorAll(".prose p[id^='s-']")];
  const EVERY = 10_000;

  function remember() {
    const here = paragraphs.find((paragraph) => paragraph.getBoundingClientRect().bottom > innerHeight * 0.3);
    if (!here || here.id === remember.last) return;
    remember.last = here.id;
    const body = new URLSearchParams({ essay: tools.dataset.essay, anchor: here.id });
    body.set("csrfmiddlewaretoken", tools.querySelector("[name=csrfmiddlewaretoken]").value);
    fetch(tools.dataset.place, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  if (tools?.dataset.place) {
    let waiting = 0;
    addEventListener("scroll", () => {
      waiting ||= setTimeout(() => { waiting = 0; remember(); }, EVERY);
    }, { passive: true });
    addEventListener("visibilitychange", () => document.hidden && waiting && remember());
  }

  /** What is selected, as the server asks for it: a paragraph's name, and from which to which of its characters. */
  function passages() {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed) return [];
    const before = document.createRange();
    // A line break counts as a character there, as it does in plain text.
    const length = () => [...before.toString()].length + before.cloneContents().querySelectorAll("br").length;
    return paragraphs.filter((paragraph) => range.intersectsNode(paragraph)).map((paragraph) => {
      before.selectNodeContents(paragraph);
      if (paragraph.contains(range.startContainer)) before.setEnd(range.startContainer, range.startOffset);
      else before.collapse(true);
      const start = length();
      before.selectNodeContents(paragraph);
      if (paragraph.contains(range.endContainer)) before.setEnd(range.endContainer, range.endOffset);
      return `${paragraph.id}:${start}:${length()}`;
    });
  }

  if (tools) {
    const form = tools.querySelector(".mark-selection");
    const offer = () => { form.hidden = !passages().length; };
    document.addEventListener("selectionchange", offer);
    offer(); // Words may have been selected before this script came.
    form.addEventListener("submit", () => {
      for (const value of passages()) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: "passage", value });
        form.append(field);
      }
    });
  }
}
