"""The share card of a quotation: lines broken by hand, sized to the card. Pure: what it gives is drawn by a template.

A line neither begins with a closing mark nor ends with an opening one, and the last holds more than one character
(U1.4, U4.10). Widths are in em: a Chinese character is one, a Latin letter about half of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NEVER_FIRST = frozenset("，。、；：！？…—”’）》」』〉】·,.;:!?)]}%")
NEVER_LAST = frozenset("“‘（《「『〈【([{")
MARGIN = 96
SIZES = (56, 50, 44, 40, 36, 32, 28, 24, 21, 18)
LINE = 1.6
SEAL = 52
CAPTION = 30
GAP = 1.5  # captions between the words and the name
LATIN = 0.55
WIDE_FROM = "\u1100"
NARROW = frozenset("“”‘’…—·")  # below the wide ones, and drawn wide in a Chinese font


@dataclass(frozen=True, slots=True)
class Shape:
    width: int
    height: int


LANDSCAPE, PORTRAIT = Shape(1200, 630), Shape(1080, 1440)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    y: int


@dataclass(frozen=True, slots=True)
class SvgCard:
    """Lines with their baselines; `rule` is the stroke to their left, from and to."""

    shape: Shape
    size: int
    words: Sequence[Line]
    caption: Sequence[Line]
    rule: tuple[int, int]

    @property
    def seal(self) -> tuple[int, int]:
        return self.shape.width - MARGIN - SEAL, self.shape.height - MARGIN - SEAL


def width_of(text: str) -> float:
    return sum(1.0 if sign >= WIDE_FROM or sign in NARROW else LATIN for sign in text)


def break_lines(text: str, measure: float) -> list[str]:
    """Break a text into lines of at most `measure` em, as evenly as its last two lines allow."""
    lines, line, width = [], "", 0.0
    for sign in text:
        step = width_of(sign)
        if line and width + step > measure:
            line, carried = _give_way(line, sign)
            lines.append(line)
            line, width = carried, width_of(carried)
        line += sign
        width += step
    lines.append(line)
    if len(lines) > 1 and len(lines[-1]) < 2:
        kept, moved = _give_way(lines[-2], lines[-1])
        if not moved:
            kept, moved = kept[:-1], kept[-1]
        lines[-2:] = [kept, moved + lines[-1]]
    return [line for line in lines if line]


def _give_way(line: str, following: str) -> tuple[str, str]:
    """Take characters over to the next line until neither the end of this one nor the beginning of that is amiss."""
    cut = len(line)
    while cut > 1 and (
        (following if cut == len(line) else line[cut])[0] in NEVER_FIRST or line[cut - 1] in NEVER_LAST
    ):
        cut -= 1
    return line[:cut], line[cut:]


def lay_out(text: str, who: str, source: str, shape: Shape) -> SvgCard:
    """The largest type in which the whole text fits; if none does, the text is cut with …… at the smallest."""
    words, room = f"“{text}”", shape.height - 2 * MARGIN
    inner = shape.width - 2 * MARGIN - CAPTION
    caption = [line for part in (who, source) if part for line in break_lines(part, (inner - 60) / CAPTION)][:4]
    below = int((len(caption) * LINE + GAP) * CAPTION)
    for size in SIZES:
        lines = break_lines(words, inner / size)
        if len(lines) * size * LINE <= room - below:
            break
    else:
        most = int((room - below) / (size * LINE))
        lines = lines[:most]
        lines[-1] = lines[-1][:-3] + "……”"
    height = int(len(lines) * size * LINE)
    top = MARGIN + max(0, (room - below - height) // 2)
    baseline = [Line(line, int(top + (index + 0.82) * size * LINE)) for index, line in enumerate(lines)]
    foot = shape.height - MARGIN - int(len(caption) * CAPTION * LINE)
    named = [Line(line, int(foot + (index + 0.82) * CAPTION * LINE)) for index, line in enumerate(caption)]
    return SvgCard(shape, size, baseline, named, (top, top + height))
