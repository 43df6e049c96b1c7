"""What a browser can tell of a page: its lines and its shifts; and pictures of it, when they are wanted."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# A folder for pictures of every page (`python -m tests.browser FOLDER`); without it none are taken.
PICTURES = os.environ.get("PICTURES")
THEMES = ("paper", "green", "night")
WIDTHS = (320, 390, 768, 1280)
CANNOT_BEGIN, CANNOT_END = "，。、；：！？”’）》", "“‘（《"
# Every line of every paragraph of the text, as the browser broke it: over all text nodes, character by character.
LINES = """() => [...document.querySelectorAll(".prose > section > p")].map(paragraph => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange();
  const lines = [];
  let bottom = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let place = 0; place < node.length; place++) {
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const box = range.getBoundingClientRect();
      if (bottom === null || box.bottom > bottom + 4) { lines.push(""); bottom = box.bottom; }
      lines[lines.length - 1] += node.data[place];
    }
  }
  return lines;
})"""
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => resolve(sum), 50));
})"""


def faults_of_lines(page: Page) -> Counter[str]:
    """How often a rule of U1.4 is broken; "lines" counts what was looked at."""
    found: Counter[str] = Counter()
    for lines in page.evaluate(LINES):
        found["lines"] += len(lines)
        found["begins wrong"] += sum(line[0] in CANNOT_BEGIN for line in lines)
        found["ends wrong"] += sum(line[-1] in CANNOT_END for line in lines[:-1])
        found["one character"] += len(lines) > 1 and len(lines[-1].strip()) == 1
    found["sideways"] = int(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
    return found


def choose_theme(context: Any, theme: str, address: str) -> None:
    context.add_cookies([{"name": "reading", "value": f"18.{theme}.hei.justify", "url": address}])


def picture(page: Page, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
