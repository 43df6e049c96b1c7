"""From lines to the outline: the collection's title and count, the essays, their titles, decks and sections."""

from __future__ import annotations

from collections.abc import Sequence

from .headings import find_headings
from .line import Line
from .outline import EssayOutline, Outline, Span, split_sections
from .series import Member, Series, choose_series
from .title import read_count, read_title
from .wording import LONG, ends_as_sentence, has_sentence_inside, is_date_or_byline

_SHORT_TITLE = 60  # characters a title that ends as a sentence may have


def outline(lines: Sequence[Line]) -> Outline | None:
    """Give the outline of a document's lines, None when its first line can be no title."""
    title = read_title(lines[0].text)
    series = choose_series(lines, title.text, title.count or _count_below(lines))
    if not _is_title(lines[0]) or (series and series.members[0].index == 0):
        return None
    first = series.members[0].index if series else len(lines)
    structure = [Span(0, *title.span)] if title.count is not None else []
    declared, count_lines = title.count, []
    for index in range(1, min(first, 4)):
        if declared is None and (count := read_count(lines[index].simplified)) is not None:
            declared = count
            count_lines.append(index)
            structure.append(Span(index, 0, len(lines[index].text)))
    rest = [index for index in range(1, first) if index not in count_lines]
    if not series:
        essay = _only_essay(title.text.strip(), lines, rest)
        return Outline(title.text.strip(), declared, (), (essay,), tuple(structure), "")
    essays, marks = _essays(lines, series, title.text.strip())
    return Outline(
        title.text.strip(),
        declared,
        tuple(lines[index] for index in rest),
        essays,
        (*structure, *marks),
        series.family.name,
        len(series.contents),
    )


def _is_title(line: Line) -> bool:
    text = line.text
    if line.is_styled:
        return len(text) <= 2 * LONG
    if line.is_set_apart or len(text) > LONG:
        return False
    return not ends_as_sentence(text) or (len(text) <= _SHORT_TITLE and not has_sentence_inside(text[:-1]))


def _count_below(lines: Sequence[Line]) -> int | None:
    return next((count for line in lines[1:4] if (count := read_count(line.simplified)) is not None), None)


def _only_essay(title: str, lines: Sequence[Line], rest: list[int]) -> EssayOutline:
    """No mark at all: one essay, titled like the collection."""
    body = [lines[index] for index in rest]
    levels = _section_levels(lines, {0, rest[0] - 1 if rest else 0})
    subtitle = body.pop(0) if body and _is_deck(body[0], levels) else None
    sections = split_sections(body, find_headings(body, bool(levels)))
    first = min(rest, default=0)
    return EssayOutline(1, title, subtitle, sections, first, lines[first].number, is_title_borrowed=True)


def _essays(lines: Sequence[Line], series: Series, title: str) -> tuple[tuple[EssayOutline, ...], list[Span]]:
    marked = {member.index for member in series.members}
    levels = _section_levels(lines, marked)
    ends = [member.index for member in series.members[1:]] + [len(lines)]
    essays: list[EssayOutline] = []
    marks: list[Span] = []
    for member, end in zip(series.members, ends, strict=True):
        body = list(lines[member.index + 1 : end])
        text, title_span = lines[member.index].text, _own_title(lines[member.index], member)
        own = text[title_span.start : title_span.end]
        marks += (Span(member.index, title_span.end, len(text)), Span(member.index, 0, title_span.start))
        borrowed = not own and not (body and _is_title_below(body[0]))
        if not own and not borrowed:
            own = body.pop(0).text
        subtitle = body.pop(0) if body and _is_deck(body[0], levels) else None
        sections = split_sections(body, find_headings(body, bool(levels)))
        line = lines[member.index].number
        essays.append(EssayOutline(member.mark.number, own or title, subtitle, sections, member.index, line, borrowed))
    return tuple(essays), marks


def _own_title(line: Line, member: Member) -> Span:
    """What follows the mark; of …心得体会篇1 what stands before it."""
    mark = member.mark
    if mark.end == len(line.text) and mark.family.name == "label":
        return Span(member.index, mark.start, mark.start + len(mark.label))
    return Span(member.index, mark.end, len(line.text))


def _is_title_below(line: Line) -> bool:
    """The line under a mark that stands alone: its title, unless it is text or a section of its own."""
    return line.is_title_like and not line.ordinal and not is_date_or_byline(line.simplified)


def _section_levels(lines: Sequence[Line], titles: set[int]) -> set[int]:
    """The levels that the file's own headings of sections have: a styled line right below a title may be a deck."""
    return {
        line.block.level
        for index, line in enumerate(lines)
        if line.is_styled and index not in titles and index - 1 not in titles and index
    }


def _is_deck(line: Line, levels: set[int]) -> bool:
    """The line after the title, without final punctuation or ordinal; it may be long and hold ——, ， or “…”."""
    if not line.is_title_like or line.ordinal or line.text.rstrip('”’」』"').endswith(("？", "?")):
        return False
    if is_date_or_byline(line.simplified) or line.is_bullet:
        return False
    return not (line.is_styled and line.block.level in levels)
