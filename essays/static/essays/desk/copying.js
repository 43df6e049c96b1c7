"use strict";
// Copies an address that stands in a field. Without this script it is selected and copied by hand.
{
  const fieldOf = (button) => document.getElementById(button.dataset.copy);

  async function copy(button) {
    const field = fieldOf(button);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = button.dataset.done;
  }

  document.querySelectorAll("button.copy").forEach((button) => {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copy(button));
  });
}
