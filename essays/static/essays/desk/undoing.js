"use strict";
// One step back after sections were split, merged or moved. Nothing typed since is ever taken away by it.
window.desk ??= {};
{
  const steps = [];

  const isSame = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);
  const order = () => [...desk.group().querySelectorAll("details.section")];

  function showButton() {
    document.querySelectorAll("[data-undo]").forEach((button) => { button.hidden = steps.length === 0; });
  }

  // Runs `change`, remembers how every row stood before it, and lets titles and figures follow. A row made by it
  // counts as gone before.
  function remember(change) {
    const before = new Map(order().map((section) => [section, desk.state(section)]));
    const places = order();
    const result = change();
    const touched = new Map();
    for (const section of order()) {
      const now = desk.state(section);
      const then = before.get(section) ?? { ...now, gone: true };
      if (!isSame(then, now)) touched.set(section, { then, now });
    }
    steps.push({ places, touched });
    showButton();
    desk.refresh([...touched.keys()]);
    return result;
  }

  function putBack(places) {
    let last = null;
    for (const section of places) {
      if (last && last.compareDocumentPosition(section) & Node.DOCUMENT_POSITION_PRECEDING) {
        desk.stop(section);
        last.after(section);
        desk.watch(section);
      }
      last = section;
    }
  }

  function undo() {
    const step = steps.at(-1);
    if (!step) return;
    const { undone, cannotUndo } = desk.group().dataset;
    if ([...step.touched].some(([section, { now }]) => !isSame(now, desk.state(section)))) {
      desk.say(cannotUndo);
      return;
    }
    steps.pop();
    for (const [section, { then }] of step.touched) desk.write(section, then);
    putBack(step.places);
    desk.refresh([...step.touched.keys()]);
    showButton();
    desk.say(undone);
    [...step.touched.keys()].find((section) => !desk.isGone(section))?.querySelector("summary").focus();
  }

  Object.assign(window.desk, { remember, undo });
}
