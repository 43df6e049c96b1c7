"""What the paragraph styles of a Word file say about paragraphs: headings, titles, lists, contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from essays.documents.blocks import Kind

from .names import Element, find, number, value, w

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|文档标题", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_DEEPEST_HEADING = 6
_BODY_TEXT = 9  # the outline level of what is no heading, counted from 0


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The numbering a paragraph belongs to; `level` counts from 0, None where the numbering decides."""

    number_id: int
    level: int | None
    style: str = ""


class Styles:
    """The styles by their ids; properties are looked up along the chain of `w:basedOn`."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.iterfind(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in elements}
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )

    def kind_of(self, paragraph: Element) -> tuple[Kind, int]:
        """Return the kind of a paragraph, and its level from 1 to 6 if it is a heading."""
        direct = number(paragraph, "pPr", "outlineLvl")
        if direct is not None:
            return _of_outline(direct)
        for style in self._chain(paragraph):
            name = value(style, "name") or ""
            if _TITLE.fullmatch(name):
                return Kind.TITLE, 0
            if heading := _HEADING.fullmatch(name):
                return Kind.HEADING, min(int(heading[1]), _DEEPEST_HEADING)
            outline = number(style, "pPr", "outlineLvl")
            if outline is not None:
                return _of_outline(outline)
        return Kind.PARAGRAPH, 0

    def is_contents(self, paragraph: Element) -> bool:
        """Tell a line of a table of contents."""
        return any(_CONTENTS.fullmatch(value(style, "name") or "") for style in self._chain(paragraph))

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """Return where the paragraph's own properties or its style put it into a list; number 0 takes it out."""
        own = find(paragraph, "pPr", "numPr")
        number_id, level = number(own, "numId"), number(own, "ilvl")
        if number_id is None:
            return self._styled_place(paragraph, level)
        return ListPlace(number_id, level or 0) if number_id else None

    def number_of(self, style: str) -> int | None:
        """Return the number id that a numbering style stands for."""
        return number(self._styles.get(style), "pPr", "numPr", "numId")

    def _styled_place(self, paragraph: Element, level: int | None) -> ListPlace | None:
        for style in self._chain(paragraph):
            numbering = find(style, "pPr", "numPr")
            number_id = number(numbering, "numId")
            if number_id is not None:
                level = number(numbering, "ilvl") if level is None else level
                name = style.get(w("styleId"), "")
                return ListPlace(number_id, level, name) if number_id else None
        return None

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        """Yield the paragraph's style and those it is based on, nearest first, each once."""
        name = value(paragraph, "pPr", "pStyle") or self._default
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "basedOn") or ""


def _of_outline(outline: int) -> tuple[Kind, int]:
    if 0 <= outline < _BODY_TEXT:
        return Kind.HEADING, min(outline + 1, _DEEPEST_HEADING)
    return Kind.PARAGRAPH, 0
