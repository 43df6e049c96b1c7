"""Help that fits its columns in Chinese too: argparse counts characters, a terminal counts cells."""

from __future__ import annotations

from django.core.management.base import DjangoHelpFormatter

from .cells import wrap


class CellHelpFormatter(DjangoHelpFormatter):
    """Wraps by cells; lines of a description or epilog that begin with blanks stay as they are."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(wrap(" ".join(text.split()), width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines: list[str] = []
        for line in text.splitlines():
            lines += [line] if line.startswith(" ") or not line else wrap(line, width)
        return "\n".join(indent + line for line in lines)
