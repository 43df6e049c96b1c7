"""The tree of a document: plain data, the one form in which documents, importing and export speak.

A `Section` here is already what a row is: a run of text with ONE access. A paid marker in the middle of a
headed section makes two of them, the second with `continues` set and the same heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Continues(StrEnum):
    """How a section goes on from the one before it."""

    NO = ""  # it begins under its own heading
    SECTION = "section"  # same heading, a new paragraph begins
    PARAGRAPH = "paragraph"  # same heading, and the paragraph itself goes on: it was cut in mid-sentence


class SpeechKind(StrEnum):
    DIRECT = "direct"
    SPLIT = "split"
    COLLECTIVE = "collective"
    STATEMENT = "statement"  # indirect speech, GUIDELINE §5


class Confidence(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (or table) as clean HTML with its plain text and the place it came from."""

    text: str
    html: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """`heading` is "" for a lead; a continuing section repeats the heading it goes on from."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    is_paid: bool = False
    continues: Continues = Continues.NO
    line: int = 0

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def html(self) -> str:
        return "\n".join(paragraph.html for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Affiliation:
    organisation: str
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a quote: the essay's section by index and the span in that section's `text`."""

    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speech:
    """A quote, or with kind STATEMENT a piece of indirect speech. Words as printed, never rewritten.

    `pieces` are the words piece by piece without outer marks (one piece unless split or over paragraphs);
    `text` is the whole, joined as GUIDELINE §3 says. `parts` say where the pieces stand: a piece that a paid
    marker cuts has more parts than one.
    """

    text: str
    pieces: tuple[str, ...]
    parts: tuple[Part, ...]
    kind: SpeechKind
    speaker: str = ""
    organisation: str = ""
    title: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    is_paid: bool = False
    rule: str = ""
    confidence: Confidence = Confidence.UNSURE


@dataclass(frozen=True, slots=True)
class Essay:
    """Number 0 is the collection's preface."""

    number: int
    title: str
    subtitle: str = ""
    sections: tuple[Section, ...] = ()
    quotes: tuple[Speech, ...] = ()
    statements: tuple[Speech, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PaidSpan:
    """A paid region as it stood in the document: up to 10 characters before it, its first, its last; no blanks.

    Marks, titles and headings count as text here, so this can say more than `is_paid` of the sections.
    """

    begins_after: str
    begins_with: str
    ends_after: str


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    declared_count: int | None = None
    preface: Essay | None = None
    essays: tuple[Essay, ...] = ()
    paid: tuple[PaidSpan, ...] = ()
