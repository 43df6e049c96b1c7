"use strict";
// Django's autocomplete fields hide the labelled <select> behind a box of their own, which nothing names.
// Registered after Django's own, this runs when the boxes have been made.
window.django?.jQuery?.(() => {
  for (const box of document.querySelectorAll(".select2-selection")) {
    const select = box.closest(".select2-container")?.previousElementSibling;
    const label = select?.labels?.[0];
    if (!label) continue;
    label.id ||= `${select.id}_label`;
    const shown = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-labelledby", shown?.id ? `${label.id} ${shown.id}` : label.id);
    if (shown) {
      shown.removeAttribute("role");
      shown.removeAttribute("aria-readonly");
    }
  }
});
