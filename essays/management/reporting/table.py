"""The table of all files at the end of a run."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from django.utils.translation import gettext as _
from rich.box import ASCII2, SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from essays.importing.wording import printable

from .result import Tally, status_name
from .terminal import Terminal

NUMBERS = 8
NO_LIMIT = 10_000  # cells; a pipe has no edge at which a line would have to break


def render_table(tally: Tally, terminal: Terminal, *, is_dry: bool, cells: int | None = None) -> str:
    """One row a file and, for several, one with the sums; `cells` is the width of the terminal."""
    is_plain = terminal.glyphs.branch.isascii()
    table = Table(box=ASCII2 if is_plain else SIMPLE_HEAD, header_style="bold" if terminal.has_colour else "")
    for heading in (_("File"), _("Collection")):
        table.add_column(heading, overflow="fold")
    for heading in _headings():
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(_("Result"), no_wrap=True)
    for row in tally.rows:
        names = [Text(printable(row.path)), Text(printable(row.title))]
        table.add_row(*names, *_numbers(row.counts, row.warnings, row.errors), status_name(row.status, is_dry=is_dry))
    if tally.files > 1:
        table.add_section()
        table.add_row(_("Total"), "", *_numbers(tally.counts, tally.warnings, tally.errors), "")
    stream = StringIO()
    console = Console(
        file=stream, width=cells or NO_LIMIT, force_terminal=terminal.has_colour, no_color=not terminal.has_colour,
        highlight=False,
    )  # fmt: skip
    console.print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def _headings() -> Sequence[str]:
    return (
        _("Essays"), _("Sections"), _("Paragraphs"), _("Quotes"), _("字数"), _("Paid"), _("Warnings"), _("Errors"),
    )  # fmt: skip


def _numbers(counts: object, warnings: int, errors: int) -> list[str]:
    names = ("essays", "sections", "paragraphs", "quotes", "words", "paid_words")
    return [f"{value:,}" for value in (*(getattr(counts, name) for name in names), warnings, errors)]
