"""An essay beside the file it came from: its stretch of lines, what was parsed from each, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.utils.functional import cached_property

from essays.documents.blocks import Block
from essays.documents.messages import DocumentError
from essays.documents.plan import UnknownVersionError, essays_of, imported_from_data
from essays.documents.readers import read_blocks
from essays.documents.tracing import CONTENT, Part, Role, Segment, Trace, TracedLine, plain_lines, stretch, trace
from essays.documents.tree import Continues
from essays.documents.tree import Essay as Tree
from essays.documents.tree import Section as TreeSection
from essays.documents.version import Version, VersionSection
from essays.models import Essay, Source

AROUND = 2  # lines shown before and after the essay's own
MOST_AROUND = 5000  # where the whole file is asked for


class NothingBesideError(Exception):
    """There is no file to be shown, or it can be read no more; the text is a code for the page."""


class Run(NamedTuple):
    text: str
    speaker: str | None = None  # of a quote, "" where nobody is known; None for other words


@dataclass(frozen=True, slots=True)
class Paragraph:
    part: Part
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A section of the tree: `became` says how it stands now: same, changed or gone."""

    section: TreeSection
    uid: str
    heading: Part | None
    paragraphs: tuple[Paragraph, ...]
    became: str


@dataclass(frozen=True)
class Beside:
    """`is_newest` is False where a later file of the collection does not hold the essay."""

    source: Source
    tree: Tree
    trace: Trace
    uids: Sequence[str]
    before: tuple[TracedLine, ...]
    after: tuple[TracedLine, ...]
    is_newest: bool
    now: Version

    @property
    def percent(self) -> str:
        """Never rounded up to a hundred."""
        return f"{int(self.trace.coverage * 1000) / 10:g}"

    @property
    def head(self) -> list[tuple[int, Part]]:
        """Title and deck with their lines, as far as they stand in the file."""
        named = (Role.TITLE, Role.SUBTITLE)
        return [(number, segment.part) for number, segment in self._segments if segment.part and segment.role in named]

    @property
    def _segments(self) -> Iterator[tuple[int, Segment]]:
        return ((line.number, segment) for line in self.trace.lines for segment in line.segments)

    @cached_property
    def sections(self) -> list[Parsed]:
        now = {section.uid: section for section in self.now.sections}
        names = [*self.uids, *[""] * len(self.tree.sections)]
        return [
            _parsed(self.tree, index, uid, now.get(uid))
            for index, (_section, uid) in enumerate(zip(self.tree.sections, names, strict=False))
        ]

    @property
    def added(self) -> int:
        """Sections that stand now and came from no line."""
        return sum(section.uid not in self.uids for section in self.now.sections)

    @property
    def structure(self) -> list[tuple[int, Segment]]:
        """What is no text: each with its line; blanks are counted, not listed."""
        silent = CONTENT | {Role.BLANK}
        return [(number, segment) for number, segment in self._segments if segment.role not in silent]

    @property
    def blanks(self) -> list[int]:
        """The lines in which nothing can be seen."""
        return [
            line.number for line in self.trace.lines if all(segment.role is Role.BLANK for segment in line.segments)
        ]


def find_source(essay: Essay) -> tuple[int, int, list[str], bool]:
    """The newest file of the collection that holds the essay: its id, the essay's index in its tree, the uid each
    section got, and whether it is the collection's newest. Raises NothingBesideError.
    """
    sources = Source.objects.filter(collection=essay.collection_id).order_by("-id").values_list("pk", "tree__names")
    for place, (pk, names) in enumerate(sources):
        for index, (essay_id, uids) in enumerate(names or ()):
            if essay_id == essay.pk:
                return pk, index, list(uids), place == 0
    raise NothingBesideError("none")


def beside(essay: Essay, now: Version, *, whole: bool = False) -> Beside:
    """Read the file again, as the parser saw it, and trace the essay through it. Raises NothingBesideError."""
    pk, index, uids, is_newest = find_source(essay)
    source = Source.objects.defer("report").get(pk=pk)
    try:
        trees = essays_of(imported_from_data(source.tree).document)
        blocks = read_blocks(bytes(source.data), source.name, source.encoding or None).blocks
    except (UnknownVersionError, DocumentError) as error:
        raise NothingBesideError("unread") from error
    tree = trees[index]
    first, last = stretch(tree, trees)
    own = [block for block in blocks if _lies(block, first, last)]
    around = MOST_AROUND if whole else AROUND
    before = [block for block in blocks if block.line < first]
    after = [block for block in blocks if last is not None and block.line > last]
    return Beside(
        source,
        tree,
        trace(tree, own),
        uids,
        plain_lines(before[-around:]),
        plain_lines(after[:around]),
        is_newest,
        now,
    )


def _lies(block: Block, first: int, last: int | None) -> bool:
    return first <= block.line and (last is None or block.line <= last)


def _parsed(tree: Tree, index: int, uid: str, now: VersionSection | None) -> Parsed:
    section = tree.sections[index]
    heading = None
    if section.heading and section.continues is Continues.NO:
        heading = Part(Role.HEADING, section.heading, section.line, index, is_paid=section.is_paid)
    return Parsed(section, uid, heading, tuple(_paragraphs(tree, index)), _became(section, now))


def _became(section: TreeSection, now: VersionSection | None) -> str:
    if now is None:
        return "gone"
    texts = tuple(paragraph.text for paragraph in section.paragraphs)
    is_same = (section.heading, texts, section.is_paid) == (now.heading, now.texts, now.is_paid)
    return "same" if is_same else "changed"


def _paragraphs(tree: Tree, index: int) -> Iterator[Paragraph]:
    section = tree.sections[index]
    quotes = [
        (part.start, part.end, quote.speaker) for quote in tree.quotes for part in quote.parts if part.section == index
    ]
    start = 0
    for number, paragraph in enumerate(section.paragraphs):
        part = Part(Role.TEXT, paragraph.text, paragraph.line, index, number, section.is_paid)
        inside = [(begin - start, end - start, speaker) for begin, end, speaker in quotes]
        yield Paragraph(part, tuple(_runs(paragraph.text, inside)))
        start += len(paragraph.text) + 1


def _runs(text: str, quotes: Iterable[tuple[int, int, str]]) -> Iterator[Run]:
    """The text cut at the ends of the quotes in it; of quotes inside one another the outer one tells who speaks."""
    spans = [(max(start, 0), min(end, len(text)), speaker) for start, end, speaker in quotes]
    spans = sorted((start, -end, speaker) for start, end, speaker in spans if start < end)
    edges = sorted({0, len(text), *(start for start, _end, _who in spans), *(-end for _start, end, _who in spans)})
    for start, end in pairwise(edges):
        speaker = next((who for begin, negative, who in spans if begin <= start and end <= -negative), None)
        yield Run(text[start:end], speaker)
