"use strict";
// Split, promote, merge, demote, and the paid boundary: the server says what the typed rows become (it alone knows
// how markup is cut), this puts its answer into the form. Nothing is stored before the form is saved.
window.desk ??= {};
{
  const AT_CARET = new Set(["split", "promote", "begin", "end", "move"]);
  const AT_BOUNDARY = new Set([
    "move", "paragraph-back", "sentence-back", "sentence-on", "paragraph-on", "all-free", "all-paid",
  ]);
  let last = null; // the section the caret was in last
  let isBusy = false;

  async function ask(question) {
    const { rearrange, noAnswer } = desk.group().dataset;
    const token = desk.group().closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      const response = await fetch(rearrange, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(question),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      desk.say(answer.error);
    } catch {
      desk.say(noAnswer);
    }
    return null;
  }

  // `section` is the row meant; for a boundary, the first row behind it.
  async function rearrange(verb, section) {
    const { needsCaret, changed } = desk.group().dataset;
    const pointed = AT_BOUNDARY.has(verb) ? last : section;
    const mark = AT_CARET.has(verb) ? pointed && !desk.isGone(pointed) && desk.marked(pointed) : "";
    if (mark === null || mark === false) {
      desk.say(needsCaret);
      return;
    }
    if (isBusy) return;
    isBusy = true;
    const sent = desk.rows();
    const states = sent.map(desk.state);
    const rows = states.map((state, index) => ({
      heading: state.heading,
      body: AT_CARET.has(verb) && sent[index] === pointed ? mark : state.body,
      is_paid: state.is_paid,
      continues: state.continues,
    }));
    const answer = await ask({ verb, row: sent.indexOf(section), rows });
    isBusy = false;
    if (!answer) return;
    const now = desk.rows();
    const isSame = now.length === sent.length && sent.every((one, index) => one === now[index]
      && Object.entries(desk.state(one)).every(([name, value]) => states[index][name] === value));
    if (!isSame) {
      desk.say(changed);
      return;
    }
    const made = desk.remember(() => apply(sent, answer.rows));
    goOn(verb, made[answer.focus]);
    desk.say(answer.said);
  }

  function apply(sent, rows) {
    const used = new Set();
    const made = [];
    for (const row of rows) {
      const origin = sent[row.origin];
      const section = used.has(origin) ? desk.addAfter(made.at(-1)) : origin;
      if (section !== origin) desk.field(section, "position").value = made.length;
      used.add(origin);
      desk.write(section, row);
      made.push(section);
    }
    sent.filter((section) => !used.has(section)).forEach((section) => desk.setGone(section, true));
    return made;
  }

  function goOn(verb, section) {
    if (!section) return;
    if (AT_BOUNDARY.has(verb) || verb === "begin" || verb === "end") {
      const line = desk.group().querySelector(`.boundary[data-before="${section.id}"]`);
      (line?.querySelector(`[data-verb="${verb}"]`) ?? line?.querySelector("button") ?? section.querySelector("summary"))
        .focus();
      return;
    }
    section.open = true;
    desk.tools(section);
    const heading = desk.field(section, "heading");
    if (verb === "split") heading.focus(); else section.querySelector("summary").focus();
    section.scrollIntoView({ block: "nearest" });
  }

  const visited = (section) => { last = section; };

  Object.assign(window.desk, { rearrange, visited });
}
