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
