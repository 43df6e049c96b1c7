"use strict";
// 字数 while one types. The rule is that of essays/documents/counting.py; a keystroke cannot wait for the server, so
// it is said a second time here, and tests/browser/test_sections.py holds the two together.
window.desk ??= {};
{
  const LETTER = "0-9A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0370-\\u03ff\\u0400-\\u052f０-９Ａ-Ｚａ-ｚ";
  const DIGIT = "0-9０-９";
  const RUN = new RegExp(`[${LETTER}]+(?:(?<=[${DIGIT}])[.．](?=[${DIGIT}])[${LETTER}]+)*`, "gu");
  const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad]+/gu;
  const BLANK = /[\s\u001c-\u001f\u0085]+/gu;
  const LAST_RUN = new RegExp(`[${LETTER}.．]*$`, "u");
  const CONTEXT = 64;
  const BLOCKS = new Set(
    "P H3 H4 BLOCKQUOTE OL UL LI TABLE THEAD TBODY TR TH TD HR DIV H1 H2 H5 H6".split(" "),
  );

  function count(text, before = "") {
    if (before) {
      const tail = LAST_RUN.exec([...before].slice(-CONTEXT).join(""))[0];
      return count(tail + text) - count(tail);
    }
    return [...text.replace(RUN, "x").replace(UNSEEN, "").replace(BLANK, "")].length;
  }

  function parse(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  }

  function textOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const inner = [...node.childNodes].map(textOf).join("");
    if (node.nodeName === "BR") return "\n";
    return BLOCKS.has(node.nodeName) ? `\n${inner}\n` : inner;
  }

  // The words of a body: a newline between two blocks, none at the ends.
  function plain(html) {
    return textOf(parse(html)).replace(/^\n+|\n+$/g, "").replace(/\n{2,}/g, "\n");
  }

  // Words outside any block become a paragraph of their own, as on the server.
  function paragraphs(html) {
    let number = 0;
    let loose = "";
    for (const node of [...parse(html).childNodes, document.createElement("hr")]) {
      if (!BLOCKS.has(node.nodeName)) {
        loose += textOf(node);
        continue;
      }
      number += 1 + (loose.trim() ? 1 : 0);
      loose = "";
    }
    return number - 1;
  }

  Object.assign(window.desk, { count, plain, paragraphs });
}
