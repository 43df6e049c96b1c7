"""The tree of a document as the dry run shows it: essays and sections with counts and what is paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essays.documents.counts import Headed, count_document, count_essay, headed_sections
from essays.documents.plan import essays_of
from essays.documents.tree import Continues, Document, Essay
from essays.importing.wording import printable

from .cells import pad, shorten, width
from .terminal import Terminal

NAME = 52  # cells of a title or heading


@dataclass(frozen=True, slots=True)
class _Line:
    branch: str
    name: str
    cells: tuple[str, ...]  # right-aligned columns
    remark: str = ""


def render_tree(document: Document, terminal: Terminal) -> Iterator[str]:
    dot, counts = terminal.glyphs.dot, count_document(document)
    summary = [essays_text(counts.essays), words_text(counts.words), quotes_text(counts.quotes)]
    yield _("“%(title)s”") % {"title": printable(document.title)} + "  " + dot.join(summary)
    yield from _aligned(tuple(_lines(document, terminal)), terminal)


def _lines(document: Document, terminal: Terminal) -> Iterator[_Line]:
    glyphs, essays = terminal.glyphs, essays_of(document)
    for essay in essays:
        is_last = essay is essays[-1]
        yield _essay(essay, glyphs.last if is_last else glyphs.branch)
        trunk = " " * width(glyphs.trunk, ambiguous=terminal.ambiguous) if is_last else glyphs.trunk
        headed = tuple(headed_sections(essay))
        for one in headed:
            yield _section(one, trunk + (glyphs.last if one is headed[-1] else glyphs.branch), terminal)


def _essay(essay: Essay, branch: str) -> _Line:
    counts = count_essay(essay)
    label = _("Essay %(number)s") % {"number": essay.number} if essay.number else _("Preface")
    name = f"{label}  {essay.subtitle or essay.title}" if essay.number else label
    free = counts.words - counts.paid_words
    if not counts.paid_words:
        access = _("free")
    elif free:
        access = _("%(count)s to try") % {"count": f"{free:,}"}
    else:
        access = _("for readers who are logged in")
    return _Line(branch, name, ("", words_text(counts.words), ""), access)


def _section(one: Headed, branch: str, terminal: Terminal) -> _Line:
    is_all_paid = all(row.is_paid for row in one.rows)
    name = (terminal.glyphs.lock if is_all_paid else "") + (one.heading or _("Lead"))
    quotes = quotes_text(one.quotes) if one.quotes else ""
    cells = (paragraphs_text(one.paragraphs), words_text(sum(one.words)), quotes)
    return _Line(branch, name, cells, "" if is_all_paid else _boundary(one))


def _boundary(one: Headed) -> str:
    """Where paid text begins in a section that is paid in part."""
    paragraphs = characters = 0
    for row, follower in zip(one.rows, (*one.rows[1:], None), strict=True):
        if row.is_paid:
            place = {"paragraph": paragraphs + (not characters), "character": characters}
            text = _("paid after character %(character)s of paragraph %(paragraph)s") if characters else ""
            return "⟨" + (text or _("paid from paragraph %(paragraph)s")) % place + "⟩"
        paragraphs += len(row.paragraphs) - (row.continues is Continues.PARAGRAPH)
        goes_on = follower is not None and follower.continues is Continues.PARAGRAPH
        characters = len(row.paragraphs[-1].text) if goes_on and row.paragraphs else 0
    return ""


def _aligned(lines: Sequence[_Line], terminal: Terminal) -> Iterator[str]:
    """Lines with their names and columns one below the other."""
    cells = terminal.ambiguous
    if not lines:
        return
    names = [
        line.branch + shorten(printable(line.name), NAME, terminal.glyphs.ellipsis, ambiguous=cells) for line in lines
    ]
    longest = max(width(name, ambiguous=cells) for name in names)
    widest = [max(width(line.cells[at], ambiguous=cells) for line in lines) for at in range(3)]
    for line, name in zip(lines, names, strict=True):
        columns = (pad(cell, widest[at], ambiguous=cells, right=True) for at, cell in enumerate(line.cells))
        yield "  ".join([pad(name, longest, ambiguous=cells), *columns, line.remark]).rstrip()


def essays_text(count: int) -> str:
    return ngettext("%(count)s essay", "%(count)s essays", count) % {"count": f"{count:,}"}


def words_text(count: int) -> str:
    return _("%(count)s 字") % {"count": f"{count:,}"}


def quotes_text(count: int) -> str:
    return ngettext("%(count)s quote", "%(count)s quotes", count) % {"count": f"{count:,}"}


def paragraphs_text(count: int) -> str:
    return ngettext("%(count)s paragraph", "%(count)s paragraphs", count) % {"count": f"{count:,}"}
