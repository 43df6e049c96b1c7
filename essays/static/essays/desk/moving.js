"use strict";
// A section is put elsewhere with all that goes on from it: by button, by key, to a place, or dragged.
window.desk ??= {};
{
  // `before` is the row to stand before, null for the end.
  function place(section, before) {
    const moved = desk.run(section);
    const all = desk.rows();
    const rest = all.filter((one) => !moved.includes(one));
    desk.remember(() => {
      const wasOpen = moved.filter((one) => one.open);
      moved.forEach(desk.stop);
      if (before) before.before(...moved); else rest.at(-1)?.after(...moved);
      wasOpen.forEach(desk.watch);
      desk.mend();
    });
    section.querySelector("summary").focus();
    section.scrollIntoView({ block: "nearest" });
    const number = desk.rows().indexOf(section) + 1;
    desk.say(desk.group().dataset.moved.replace(/\d+/, number));
  }

  // The beginnings of what a section can be put before: a text that goes on stays with its heading.
  function heads(section) {
    const moved = desk.run(section);
    return desk.rows().filter((one) => !moved.includes(one) && !desk.field(one, "continues").value);
  }

  function move(section, step) {
    const all = desk.rows();
    const moved = desk.run(section);
    const others = heads(section);
    const follows = (one) => all.indexOf(one) > all.indexOf(moved.at(-1));
    if (step < 0) {
      const target = others.filter((one) => !follows(one)).at(-1);
      if (target) place(section, target);
      return;
    }
    const behind = others.filter(follows);
    if (behind.length) place(section, behind[1] ?? null);
    else if (all.at(-1) !== moved.at(-1)) place(section, null);
  }

  // The place as the page counts it, from 1; among rows that go on, the next beginning.
  function moveTo(section, number) {
    const all = desk.rows();
    const here = all.indexOf(section);
    const wanted = Math.min(Math.max(number, 1), all.length) - 1;
    if (wanted === here) return;
    const others = heads(section);
    const index = (one) => all.indexOf(one);
    const target = others.find((one) => (wanted < here ? index(one) >= wanted : index(one) > wanted));
    place(section, target ?? null);
  }

  Object.assign(window.desk, { place, heads, move, moveTo });
}
