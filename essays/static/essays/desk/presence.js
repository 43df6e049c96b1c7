"use strict";
// The form says that it is open, and shows who else has it open.
{
  const EVERY = 20000; // ms

  function data(leave) {
    const found = new FormData();
    const form = document.querySelector(".saving-status").closest("form");
    found.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    found.set("version", form.elements.version.value);
    if (leave) found.set("leave", "yes");
    return found;
  }

  function begin() {
    const region = document.querySelector("[data-presence]");
    if (!region || !document.querySelector(".saving-status")) return;

    async function ping() {
      try {
        const answer = await fetch(region.dataset.presence, { method: "POST", body: data(false) });
        if (!answer.ok) return;
        const text = await answer.text();
        if (region.innerHTML.trim() !== text.trim()) region.innerHTML = text; // said aloud only when it changes
      } catch {
        // without a connection the status of the form says so
      }
    }

    ping();
    setInterval(() => { if (!document.hidden) ping(); }, EVERY);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) ping(); });
    addEventListener("pagehide", () => navigator.sendBeacon(region.dataset.presence, data(true)));
  }

  document.addEventListener("DOMContentLoaded", begin);
}
