"use strict";
// What the collapsed rows and the bar say of the text: heading, 字数, paragraphs, access, and the paid boundaries.
window.desk ??= {};
{
  const AROUND = 10;

  // “2,936 字”, made of the page's own words for one and for two.
  function say(element, number, one, many) {
    const form = number === 1 ? one : many;
    element.textContent = form.replace(/\d+/, () => number.toLocaleString("en-US"));
  }

  function previous(section, all) {
    return all[all.indexOf(section) - 1];
  }

  function recount(section, all) {
    const goesOn = desk.field(section, "continues").value === "paragraph";
    const before = goesOn && previous(section, all);
    const text = desk.body(section);
    section.dataset.words = desk.count(desk.plain(text), before ? desk.plain(desk.body(before)) : "");
    section.dataset.paragraphs = desk.paragraphs(text);
  }

  function title(section) {
    const words = desk.group().dataset;
    const heading = desk.field(section, "heading").value.trim();
    const isPaid = desk.field(section, "is_paid").checked;
    const goesOn = desk.field(section, "continues");
    section.querySelector(".section-heading").textContent = heading
      || (desk.isNew(section) ? words.unnamed : words.lead);
    const { words: characters, paragraphs } = section.dataset;
    say(section.querySelector(".section-words"), Number(characters), words.character, words.characters);
    say(section.querySelector(".section-paragraphs"), Number(paragraphs), words.paragraph, words.paragraphs);
    section.querySelector(".section-goes-on").textContent = goesOn.value
      ? ` · ${goesOn.selectedOptions[0].textContent}` : "";
    section.querySelector(".badge-paid").hidden = !isPaid;
    section.classList.toggle("is-paid", isPaid);
  }

  function figures() {
    const total = { words: 0, paid: 0, free: 0 };
    for (const section of desk.rows()) {
      const words = Number(section.dataset.words);
      total.words += words;
      total[desk.field(section, "is_paid").checked ? "paid" : "free"] += words;
    }
    total.minutes = Math.ceil(total.words / Number(desk.group().dataset.speed));
    document.querySelectorAll(".figures [data-figure]").forEach((element) => {
      say(element, total[element.dataset.figure], element.dataset.one, element.dataset.many);
    });
  }

  // -- The paid boundary, a line between two rows ------------------------------------------------------------

  const ends = (text) => [[...text].slice(0, AROUND).join(""), [...text].slice(-AROUND).join("")];

  function boundaries() {
    const template = desk.group().querySelector("template.boundary-template");
    desk.group().querySelectorAll(".boundary").forEach((line) => line.remove());
    if (!template) return;
    let before = null;
    for (const section of desk.rows()) {
      const isPaid = desk.field(section, "is_paid").checked;
      if (before && desk.field(before, "is_paid").checked !== isPaid) {
        section.before(line(template, before, section, isPaid));
      }
      before = section;
    }
  }

  // Behind how many paragraphs, or characters of the last one, of the row before.
  function placeOf(before) {
    const paragraphs = desk.plain(desk.body(before)).split("\n");
    const places = { 1: paragraphs.length, 2: [...paragraphs.at(-1)].length };
    return desk.group().dataset.place.replace(/[12]/g, (which) => places[which]);
  }

  function line(template, before, section, begins) {
    const made = template.content.firstElementChild.cloneNode(true);
    const [name, other] = [".boundary-begins", ".boundary-ends"].map((one) => made.querySelector(one));
    (begins ? other : name).remove();
    made.querySelector(".boundary-before").textContent = ends(desk.plain(desk.body(before)))[1];
    made.querySelector(".boundary-after").textContent = ends(desk.plain(desk.body(section)))[0];
    made.querySelector(".boundary-place").textContent = placeOf(before);
    made.dataset.before = section.id;
    return made;
  }

  // -- After something was done, and while somebody types ----------------------------------------------------

  // A word cut at a boundary counts once: the row that goes on counts anew with the one before it.
  function recountAll(changed) {
    const all = desk.rows();
    const touched = new Set(changed);
    for (const [index, section] of all.entries()) {
      if (!touched.has(section) && !touched.has(all[index - 1])) continue;
      recount(section, all);
      title(section);
    }
    figures();
    boundaries();
  }

  function refresh(changed) {
    desk.number();
    recountAll(changed);
    desk.group().closest("form").dispatchEvent(new Event("input", { bubbles: true }));
  }

  const waiting = new Map();

  function typed(section) {
    clearTimeout(waiting.get(section));
    waiting.set(section, setTimeout(() => recountAll([section]), 250));
  }

  Object.assign(window.desk, { recountAll, title, figures, boundaries, refresh, typed });
}
