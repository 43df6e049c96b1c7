"""Work out the numbers of lists, which Word keeps outside the text: ECMA-376 part 1, 17.9."""

from __future__ import annotations

import re
from dataclasses import dataclass

from essays.documents.readers.numerals import write_number

from .names import Element, find, is_on, number, value, w
from .styles import ListPlace, Styles

_PLACEHOLDER = re.compile("%([1-9])")
_CLOSING = frozenset("、，。．：；）】》〉」』〕﹞）")
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level (from 1) after which it begins anew, 0 for never."""

    start: int
    number_format: str
    text: str
    restart: int | None
    is_decimal: bool
    separator: str
    style: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a list puts before a paragraph: a number with its marks, or a bullet, whose text is empty."""

    text: str
    separator: str = ""
    is_bullet: bool = False


class Numbering:
    """The lists of one document and how far each has counted; ask for labels in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._numbers = _by_id(root, "num", "numId")
        self._levels: dict[int, dict[int, Level]] = {}
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, place: ListPlace | None) -> Label | None:
        """Count one paragraph and return what stands before it, None outside lists."""
        if place is None or place.number_id not in self._numbers:
            return None
        levels = self._levels_of(place.number_id)
        index = _index(place, levels)
        if index not in levels:
            return None
        counts = self._count(place.number_id, index, levels)
        level = levels[index]
        if level.number_format == "bullet":
            return Label("", is_bullet=True)
        return Label(_write(level, levels, counts), level.separator)

    def _count(self, number_id: int, index: int, levels: dict[int, Level]) -> dict[int, int]:
        """Count on at a level, and make the deeper levels begin anew."""
        counts = self._counts.setdefault(self._abstract_id(number_id), {})
        anew = number(self._override(number_id, index), "startOverride")
        if anew is not None and (number_id, index) not in self._begun:
            counts[index] = anew
        else:
            counts[index] = counts[index] + 1 if index in counts else levels[index].start
        self._begun.add((number_id, index))
        for deeper, level in levels.items():
            if deeper > index and (level.restart is None or level.restart > index):
                counts.pop(deeper, None)
        return counts

    def _levels_of(self, number_id: int) -> dict[int, Level]:
        if number_id not in self._levels:
            abstract = self._abstract.get(self._abstract_id(number_id))
            levels = {} if abstract is None else _levels(abstract)
            for index in range(_DEEPEST):
                own = find(self._override(number_id, index), "lvl")
                if own is not None:
                    levels[index] = _level(own)
            self._levels[number_id] = levels
        return self._levels[number_id]

    def _abstract_id(self, number_id: int) -> int:
        """Return the definition behind a number; one linked to a numbering style is that style's."""
        abstract_id = number(self._numbers.get(number_id), "abstractNumId") or 0
        link = value(self._abstract.get(abstract_id), "numStyleLink")
        linked = self._numbers.get(self._styles.number_of(link) or 0) if link else None
        return abstract_id if linked is None else number(linked, "abstractNumId") or 0

    def _override(self, number_id: int, index: int) -> Element | None:
        element = self._numbers[number_id]
        overrides = element.iterfind(w("lvlOverride"))
        return next((found for found in overrides if found.get(w("ilvl")) == str(index)), None)


def _by_id(root: Element | None, name: str, attribute: str) -> dict[int, Element]:
    if root is None:
        return {}
    found = ((element.get(w(attribute), ""), element) for element in root.iterfind(w(name)))
    return {int(key): element for key, element in found if key.isdecimal()}


def _levels(abstract: Element) -> dict[int, Level]:
    found = ((element.get(w("ilvl"), ""), element) for element in abstract.iterfind(w("lvl")))
    return {int(key): _level(element) for key, element in found if key.isdecimal()}


def _level(element: Element) -> Level:
    start = number(element, "start")
    text = value(element, "lvlText") or ""
    suffix = value(element, "suff") or "tab"
    # A mark that is as wide as a character needs no gap after it.
    is_tight = suffix == "nothing" or text[-1:] in _CLOSING
    return Level(
        start=0 if start is None else start,
        number_format=value(element, "numFmt") or "decimal",
        text=text,
        restart=number(element, "lvlRestart"),
        is_decimal=is_on(element, "isLgl"),
        separator="" if is_tight else " ",
        style=value(element, "pStyle") or "",
    )


def _index(place: ListPlace, levels: dict[int, Level]) -> int:
    """A style's level is the one that names the style; its own level counts only where none does."""
    if place.style:
        named = (index for index, level in levels.items() if level.style == place.style)
        return next(named, place.level or 0)
    return place.level or 0


def _write(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index not in levels:
            return ""
        count = counts.get(index, levels[index].start)
        return write_number(count, "decimal" if level.is_decimal else levels[index].number_format)

    return _PLACEHOLDER.sub(shown, level.text).strip()
