"use strict";
// The rows of an essay's form: which there are, what their fields hold, and in which order they stand.
window.desk ??= {};
{
  const group = () => document.querySelector(".sections[data-prefix]");
  const field = (section, name) => section.querySelector(`[name="${section.id}-${name}"]`);
  const isGone = (section) => Boolean(field(section, "DELETE")?.checked && section.hidden);
  const isNew = (section) => !field(section, "id")?.value;
  const shown = () => [...group().querySelectorAll("details.section:not([hidden])")];
  // A row that was only just offered has no place yet, and is not stored while nobody touches it.
  const rows = () => shown().filter((section) => field(section, "position") && !isOffered(section)
    && !field(section, "DELETE")?.checked);

  function isOffered(section) {
    return isNew(section) && field(section, "position").value === "" && !field(section, "heading").value
      && !desk.body(section);
  }

  function state(section) {
    return {
      heading: field(section, "heading").value,
      body: desk.body(section),
      is_paid: field(section, "is_paid").checked,
      continues: field(section, "continues").value,
      gone: isGone(section),
    };
  }

  function setHeading(section, heading) {
    const input = field(section, "heading");
    if (input.value !== heading) input.value = heading;
  }

  function setContinues(section, continues) {
    field(section, "continues").value = continues;
    field(section, "heading").readOnly = continues !== "";
  }

  // Writes what differs only: a body that is set starts its editor anew.
  function write(section, { heading, body, is_paid, continues, gone = false }) {
    if (body !== null && body !== undefined && body !== desk.body(section)) desk.setBody(section, body);
    setHeading(section, heading);
    setContinues(section, continues);
    field(section, "is_paid").checked = is_paid;
    setGone(section, gone);
  }

  function setGone(section, gone) {
    const box = field(section, "DELETE");
    if (!box || isGone(section) === gone) return;
    if (gone) desk.stop(section);
    box.checked = gone;
    section.hidden = gone;
    if (gone) section.open = false;
  }

  // Positions follow the order of the page; an offered row keeps none, or it would be stored.
  function number(touched = null) {
    shown().forEach((section, index) => {
      const place = field(section, "position");
      if (place && (!isOffered(section) || section === touched)) place.value = index;
      section.querySelector(".section-number").textContent = index + 1;
    });
  }

  function addAfter(previous) {
    const holder = group();
    const total = holder.querySelector(`#id_${holder.dataset.prefix}-TOTAL_FORMS`);
    const template = holder.querySelector("template.section-template");
    const made = document.createElement("template");
    made.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const section = made.content.querySelector("details.section");
    if (previous) previous.after(section); else template.before(section);
    return section;
  }

  // The rows under one heading: the one that begins it and those that go on from it.
  function run(section) {
    const all = rows();
    let start = all.indexOf(section);
    if (start < 0) return [section];
    if (field(section, "continues").value) return [section];
    const found = [section];
    while (++start < all.length && field(all[start], "continues").value) found.push(all[start]);
    return found;
  }

  // What goes on stands under the heading before it; where that is another one, it begins anew.
  function mend() {
    let before = null;
    for (const section of rows()) {
      if (field(section, "continues").value) {
        const heading = before && field(before, "heading").value;
        if (heading !== field(section, "heading").value) setContinues(section, "");
      }
      before = section;
    }
  }

  Object.assign(window.desk, {
    group, field, isGone, isNew, isOffered, shown, rows, state, write, setGone, setContinues, setHeading, number,
    addAfter, run, mend,
  });
}
