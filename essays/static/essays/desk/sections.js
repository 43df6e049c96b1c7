"use strict";
// The form of an essay comes to life: what is hidden without scripts is shown, editors start where a section is
// opened, figures follow what is typed. Without this the same form works with text areas and typed numbers.
window.desk ??= {};
{
  function add() {
    const section = desk.remember(() => {
      const made = desk.addAfter(desk.rows().at(-1) ?? null);
      desk.field(made, "position").value = desk.rows().length;
      return made;
    });
    section.open = true;
    desk.field(section, "heading").focus();
  }

  // What goes on has the heading of what it goes on from; what begins anew may have one of its own.
  function changed(event) {
    const section = event.target.closest?.("details.section");
    if (!section) return;
    const name = event.target.name?.slice(section.id.length + 1);
    if (name === "continues") {
      desk.setContinues(section, event.target.value);
      const all = desk.rows();
      const before = all[all.indexOf(section) - 1];
      if (event.target.value && before) desk.setHeading(section, desk.field(before, "heading").value);
    }
    if (name === "heading") {
      desk.run(section).slice(1).forEach((one) => {
        desk.setHeading(one, event.target.value);
        desk.title(one);
      });
    }
    if (["continues", "heading", "is_paid", "body", "DELETE"].includes(name)) desk.typed(section);
  }

  // A row made and left empty is not stored: it gives its place back.
  function leaveOut() {
    for (const section of desk.rows().filter(desk.isNew)) {
      const { heading, body } = desk.state(section);
      if (heading.trim() || body.trim()) continue;
      desk.field(section, "position").value = "";
      desk.field(section, "is_paid").checked = false;
      desk.field(section, "continues").value = "";
    }
  }

  function begin() {
    const holder = desk.group();
    if (!holder) return;
    document.querySelectorAll(".with-script[hidden]").forEach((one) => { one.hidden = false; });
    document.querySelectorAll(".without-script").forEach((one) => { one.hidden = true; });
    if (!holder.querySelector("template.section-template")) return;
    desk.shown().filter((one) => desk.isOffered(one) && !one.open).forEach((one) => { one.hidden = true; });
    holder.classList.add("is-live");
    if (holder.dataset.bound) desk.recountAll(desk.rows()); // what was typed and not saved stands in the fields
    else desk.boundaries();
    desk.shown().filter((one) => one.open).forEach((one) => { desk.tools(one); desk.watch(one); });
  }

  document.addEventListener("toggle", (event) => {
    const section = event.target;
    if (!section.matches?.("details.section") || !section.open || !desk.group()?.contains(section)) return;
    desk.tools(section);
    desk.watch(section);
  }, true);
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("textarea[data-editor]")) desk.visited(event.target.closest("details.section"));
  });
  document.addEventListener("submit", (event) => {
    if (!desk.group() || desk.group().closest("form") !== event.target) return;
    desk.writeAllBack();
    leaveOut();
  }, true);
  document.addEventListener("DOMContentLoaded", begin);

  Object.assign(window.desk, { add });
}
