"use strict";
// The rich-text editor: it is loaded when a section is first opened, starts where the section comes into view, and
// gives the text with the place of the caret in it.
window.desk ??= {};
{
  const START = "\ufdd0";
  const END = "\ufdd1";
  let loading = null;

  const area = (section) => section.querySelector("textarea[data-editor]");
  const editorIn = (section) => window.CKEDITOR?.instances[area(section)?.id];

  function load() {
    const { editorScript, editorBase } = desk.group().dataset;
    window.CKEDITOR_BASEPATH = editorBase;
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = editorScript;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  }

  // The stored form: no indents, no blank lines, so that an unchanged text stays the same text.
  function setWriter(editor) {
    const writer = editor.dataProcessor.writer;
    writer.indentationChars = "";
    writer.selfClosingEnd = ">";
    for (const name of Object.keys(CKEDITOR.dtd).filter((name) => !name.startsWith("$"))) {
      writer.setRules(name, {
        indent: false, breakBeforeOpen: false, breakAfterOpen: false, breakBeforeClose: false, breakAfterClose: false,
      });
    }
  }

  async function start(section) {
    const text = area(section);
    if (!text || text.dataset.started) return;
    text.dataset.started = "yes";
    try {
      await load();
    } catch {
      desk.say(desk.group().dataset.noEditor); // the text area does without
      return;
    }
    // Stopped and started again while it loaded, a section is waited for twice.
    if (!text.dataset.started || !section.open || editorIn(section)) return;
    const editor = CKEDITOR.replace(text, JSON.parse(desk.group().dataset.editorConfig));
    editor.on("pluginsLoaded", () => setWriter(editor));
    editor.on("instanceReady", () => editor.resetDirty());
    editor.on("contentDom", () => {
      const inner = editor.document.$;
      inner.documentElement.style.colorScheme = getComputedStyle(document.documentElement).colorScheme;
      document.dispatchEvent(new CustomEvent("desk:editor", { detail: inner })); // keys typed there are heard only there
    });
    editor.on("change", () => desk.typed(section));
    editor.on("focus", () => desk.visited(section));
    editor.on("key", (event) => {
      if (desk.key(section, event.data.domEvent.$)) event.cancel();
    });
  }

  function writeBack(editor) {
    if (editor.checkDirty()) editor.element.setValue(editor.getData());
  }

  // A frame that is moved in the page is emptied by the browser: the editor ends before and starts anew.
  function stop(section) {
    const editor = editorIn(section);
    if (area(section)) delete area(section).dataset.started;
    if (!editor) return;
    writeBack(editor);
    editor.destroy(true);
  }

  function body(section) {
    const editor = editorIn(section);
    return editor?.status === "ready" && editor.checkDirty() ? editor.getData() : (area(section)?.value ?? "");
  }

  function setBody(section, html) {
    stop(section);
    area(section).value = html;
    watch(section);
  }

  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || !target.open) continue;
      seen.unobserve(target);
      start(target);
    }
  }, { rootMargin: "200px 0px" });

  // Opened all at once, sections start their editors one by one as they are scrolled to.
  function watch(section) {
    seen.unobserve(section);
    if (section.open && area(section)) seen.observe(section);
  }

  // -- The text with the caret in it -------------------------------------------------------------------------

  function path(root, node) {
    const steps = [];
    for (; node !== root; node = node.parentNode) steps.unshift([...node.parentNode.childNodes].indexOf(node));
    return steps;
  }

  function put(root, steps, offset, mark) {
    const node = steps.reduce((parent, step) => parent.childNodes[step], root);
    if (node.nodeType === Node.TEXT_NODE) node.insertData(offset, mark);
    else node.insertBefore(document.createTextNode(mark), node.childNodes[offset] ?? null);
  }

  function markedInEditor(editor) {
    const root = editor.editable()?.$;
    const selection = editor.window.$.getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || !root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
    const copy = root.cloneNode(true);
    if (!range.collapsed) put(copy, path(root, range.endContainer), range.endOffset, END);
    put(copy, path(root, range.startContainer), range.startOffset, START);
    return editor.dataProcessor.toDataFormat(copy.innerHTML.replace(/\u200b{7}/g, ""));
  }

  // A caret inside a tag or an entity stands behind it.
  function outside(text, at) {
    const before = text.slice(0, at);
    const tag = before.lastIndexOf("<") > before.lastIndexOf(">") ? text.indexOf(">", at) : -1;
    if (tag >= 0) return tag + 1;
    const rest = /&[#a-z0-9]*$/i.test(before) ? /^[#a-z0-9]*;/i.exec(text.slice(at)) : null;
    return rest ? at + rest[0].length : at;
  }

  function markedInArea({ value, selectionStart, selectionEnd }) {
    const [first, last] = [outside(value, selectionStart), outside(value, selectionEnd)];
    const end = last > first ? END : "";
    return value.slice(0, first) + START + value.slice(first, last) + end + value.slice(last);
  }

  function marked(section) {
    const editor = editorIn(section);
    if (editor) return editor.status === "ready" ? markedInEditor(editor) : null;
    return area(section) ? markedInArea(area(section)) : null;
  }

  function writeAllBack() {
    if (window.CKEDITOR) Object.values(CKEDITOR.instances).forEach(writeBack);
  }

  Object.assign(window.desk, { editorIn, stop, body, setBody, watch, marked, writeAllBack });
}
