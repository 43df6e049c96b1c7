"""One line of a document as the rules of structure see it: without markers, with its fence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from essays.documents.blocks import Block, Kind
from essays.documents.paywall import Cleaned, Fence
from essays.documents.simplified import simplified

from .wording import is_title_like, ordinal

_LISTS = ("<ul", "<ol", "<table")


@dataclass(frozen=True)
class Line:
    block: Block
    cleaned: Cleaned
    fence: Fence

    @property
    def text(self) -> str:
        return self.cleaned.text

    @cached_property
    def simplified(self) -> str:
        """What the rules that know words read: `text`, character for character."""
        return simplified(self.text)

    @property
    def number(self) -> int:
        """The line in the input."""
        return self.block.line

    @cached_property
    def is_styled(self) -> bool:
        """The file itself says that it is a heading."""
        return self.block.kind in (Kind.HEADING, Kind.TITLE)

    @cached_property
    def is_set_apart(self) -> bool:
        """A table or a list of several items, whose words are no heading."""
        return self.block.kind is Kind.TABLE or (self.cleaned.html.startswith(_LISTS) and "\n" in self.text)

    @cached_property
    def is_bullet(self) -> bool:
        return self.cleaned.html.startswith("<ul")

    @cached_property
    def ordinal(self) -> str:
        return ordinal(self.simplified)

    @cached_property
    def is_title_like(self) -> bool:
        return not self.is_set_apart and is_title_like(self.text)
