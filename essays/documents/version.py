"""One version of an essay as plain data: a revision, a working copy, what was typed into a form, or what a file says.
It is what versions are compared as and what the checks read.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import html, tree
from .tree import Continues, SpeechKind


@dataclass(frozen=True, slots=True)
class VersionSection:
    """One row of text: `paragraphs` are its blocks as clean HTML. `uid` is "" for a row that has none yet."""

    uid: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    is_paid: bool = False
    continues: Continues = Continues.NO
    line: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """The plain text of each paragraph."""
        return tuple(html.plain(block) for block in self.paragraphs)


@dataclass(frozen=True, slots=True)
class VersionQuote:
    """`parts` are (section uid, start, end) in the plain text of that row; speaker and so on as printed."""

    uid: str
    text: str
    parts: tuple[tuple[str, int, int], ...] = ()
    kind: SpeechKind = SpeechKind.DIRECT
    speaker: str = ""
    organisation: str = ""
    title: str = ""
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    title: str = ""
    subtitle: str = ""
    sections: tuple[VersionSection, ...] = ()
    quotes: tuple[VersionQuote, ...] = ()


def version_of_tree(essay: tree.Essay) -> Version:
    """What a file says; rows and quotes have no uids yet, a quote's parts name a row by its index."""
    return Version(
        essay.title,
        essay.subtitle,
        tuple(
            VersionSection(
                "",
                section.heading,
                tuple(paragraph.html for paragraph in section.paragraphs),
                section.is_paid,
                section.continues,
                section.line,
            )
            for section in essay.sections
        ),
        tuple(
            VersionQuote(
                "",
                speech.text,
                tuple((str(part.section), part.start, part.end) for part in speech.parts),
                speech.kind,
                speech.speaker,
                speech.organisation,
                speech.title,
                speech.is_paid,
            )
            for speech in (*essay.quotes, *essay.statements)
        ),
    )
