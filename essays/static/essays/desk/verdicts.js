"use strict";
// A quote is confirmed or rejected where it stands in the table; what is being typed stays as it is.
{
  async function settle(button) {
    const row = button.closest("tr");
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    button.disabled = true;
    try {
      const response = await fetch(row.dataset.verdict, {
        method: "POST",
        headers: { "X-CSRFToken": token },
        body: new URLSearchParams({ verdict: button.value }),
      });
      if (!response.ok) throw new Error(String(response.status));
      const { badge, said } = await response.json();
      row.querySelector(".quote-verdict").innerHTML = badge;
      row.querySelectorAll("button[value]").forEach((one) => {
        one.setAttribute("aria-pressed", String(one === button));
      });
      desk.say(said);
    } catch {
      desk.say(row.closest("table").dataset.noAnswer);
    }
    button.disabled = false;
    button.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".quote-rows button[value]");
    if (button) settle(button);
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".quote-rows .quote-buttons").forEach((buttons) => { buttons.hidden = false; });
  });
}
