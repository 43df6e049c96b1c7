"use strict";
// What is typed into a form is kept while it is typed, and nobody leaves with text that is neither saved nor kept.
{
  const PAUSE = 5000; // ms from a change until it is kept
  const TICK = 1000;
  const BEACON = 60000; // bytes a page that closes may still send
  const UNKEPT = ["csrfmiddlewaretoken", "autosave-seen", "autosave-page"];

  let form = null;
  let status = null;
  let seen = null;
  let stored = ""; // the form as it was opened
  let kept = new Map(); // what the server keeps of it
  let keptText = "";
  let changedAt = 0;
  let last = "";
  let sending = null;
  let leaving = false;
  let refused = "";

  // Editors hold their text until they are asked: `desk:collect` lets each write it back, still as changed.
  function fields() {
    form.dispatchEvent(new CustomEvent("desk:collect"));
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
      if (editor.status === "ready" && editor.checkDirty()) editor.element.setValue(editor.getData());
    }
    const found = new Map();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !UNKEPT.includes(name)) found.set(name, value.replaceAll("\r\n", "\n"));
    }
    return found;
  }

  const textOf = (map) => JSON.stringify([...map].sort(([one], [other]) => (one < other ? -1 : 1)));

  function say(words, kind) {
    if (status.textContent !== words) status.textContent = words;
    status.dataset.state = kind;
  }

  const now = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

  function show() {
    const text = last;
    if (text === stored) say(status.dataset.saved, "saved");
    else if (refused) say(status.dataset[refused], "unsaved");
    else if (text === keptText) say(status.dataset.kept.replace("{at}", status.dataset.at), "kept");
    else say(status.dataset.unsaved, "unsaved");
  }

  function look() {
    const found = fields();
    const text = textOf(found);
    if (text !== last) changedAt ||= Date.now();
    last = text;
    show();
    return found;
  }

  function body(found, isPartial) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("autosave-seen", seen.value);
    data.set("autosave-page", form.elements["autosave-page"].value);
    for (const [name, value] of found) {
      if (!isPartial || kept.get(name) !== value) data.set(name, value);
    }
    if (isPartial) {
      data.set("autosave-partial", "yes");
      data.set("autosave-removed", [...kept.keys()].filter((name) => !found.has(name)).join("\n"));
    }
    return data;
  }

  async function keep() {
    if (!status.dataset.autosave || sending || leaving) return;
    const found = look();
    const text = last;
    changedAt = 0;
    if (text === keptText || (text === stored && !keptText)) return;
    sending = new AbortController();
    try {
      const keepalive = document.hidden && new Blob([text]).size < BEACON;
      const options = { method: "POST", body: body(found, false), signal: sending.signal, keepalive };
      const answer = await fetch(status.dataset.autosave, options);
      refused = { 409: "other", 413: "large" }[answer.status] ?? (answer.status === 204 ? "" : "failed");
      if (answer.status === 204) remember(found, text, answer.headers.get("ETag"));
    } catch {
      refused = leaving ? refused : "failed";
    }
    sending = null;
    if (refused === "failed") changedAt = Date.now();
    show();
  }

  function remember(found, text, tag) {
    kept = found;
    keptText = text;
    seen.value = tag.replaceAll('"', "");
    status.dataset.at = now();
  }

  // The last words of a page that closes: all of it where that is little, else what has changed since it was kept.
  function keepAtLast() {
    if (leaving || !status.dataset.autosave || refused === "other") return;
    const found = look();
    if (last === keptText || (last === stored && !keptText)) return;
    const isSmall = new Blob([last]).size < BEACON;
    if (!isSmall && !keptText) return;
    if (navigator.sendBeacon(status.dataset.autosave, body(found, !isSmall))) {
      keptText = last;
      kept = found;
    }
  }

  const isAtRisk = () => {
    look();
    return !leaving && last !== stored && last !== keptText;
  };

  function begin() {
    status = document.querySelector(".saving-status");
    form = status?.closest("form");
    seen = form?.elements["autosave-seen"];
    if (!form || !seen) return;
    form.elements["autosave-page"].value = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16)).join("");
    const found = fields();
    last = textOf(found);
    stored = status.dataset.typed ? "" : last;
    if (status.dataset.typed && seen.value) {
      kept = found;
      keptText = last;
      status.dataset.at = now();
    }
    show();
    setInterval(() => {
      if (document.hidden || leaving) return;
      look();
      if (changedAt && Date.now() - changedAt >= PAUSE) keep();
    }, TICK);
    form.addEventListener("focusout", () => { if (changedAt) keep(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
    addEventListener("pagehide", () => {
      sending?.abort();
      keepAtLast();
      leaving = true;
    });
    addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
    addEventListener("beforeunload", (event) => { if (isAtRisk()) event.preventDefault(); });
    form.addEventListener("submit", () => {
      leaving = true;
      sending?.abort();
    });
  }

  document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(begin));
}
