"""Which essay of the file is which of the last import, and which on the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from essays.documents import html
from essays.documents.tree import Document, Essay, Section

from .likeness import Matching
from .working import Imported, Names, Working, WorkingEssay, essays_of


@dataclass(slots=True)
class EssayTriple:
    """One essay in the last import, in the file and on the site; `source` is its index in the file."""

    base: Essay | None = None
    names: Names = field(default_factory=Names)
    theirs: Essay | None = None
    ours: WorkingEssay | None = None
    source: int | None = None

    @property
    def thing(self) -> str:
        """What the essay is called in the keys of its conflicts."""
        return f"e{self.ours.id}" if self.ours else f"f{self.source}"

    @property
    def things(self) -> frozenset[str]:
        """What it and everything in it may be called there."""
        sections, quotes = (self.ours.sections, self.ours.quotes) if self.ours else ((), ())
        uids = [row.uid for row in sections] + [quote.uid for quote in quotes]
        return frozenset((self.thing, f"f{self.source}", *uids))

    @property
    def is_same_in_file(self) -> bool:
        """The file says what it said at the last import, line numbers aside."""
        return self.base is not None and self.theirs is not None and content_of(self.base) == content_of(self.theirs)

    @property
    def was_deleted(self) -> bool:
        """The last import made it, and an editor has taken it away."""
        return self.base is not None and (self.ours is None or self.ours.is_discarded)


def content_of(essay: Essay) -> tuple[object, ...]:
    """Everything an essay says, without the places it says it in."""
    sections = tuple(_content(section) for section in essay.sections)
    return essay.number, essay.title, essay.subtitle, sections, essay.quotes, essay.statements


def _content(section: Section) -> tuple[object, ...]:
    return section.heading, section.is_paid, section.continues, section.html


def text_of(essay: Essay) -> str:
    return "\n".join(section.text for section in essay.sections)


def pair_essays(base: Imported | None, theirs: Document, ours: Working | None) -> list[EssayTriple]:
    """Essays of the file in its order, then those it no longer has, then those only the site knows."""
    old = essays_of(base.document) if base else ()
    names = list(base.names if base else ()) + [Names()] * len(old)
    site = {essay.id: essay for essay in ours.essays} if ours else {}
    new = essays_of(theirs)
    partner = {index: at for at, index in _match(old, new)}
    triples = [EssayTriple(theirs=essay, source=index) for index, essay in enumerate(new)]
    gone = [EssayTriple() for at in range(len(old)) if at not in partner.values()]
    homes = {at: triples[index] for index, at in partner.items()}
    homes |= dict(zip((at for at in range(len(old)) if at not in homes), gone, strict=True))
    for at, triple in homes.items():
        triple.base, triple.names, triple.ours = old[at], names[at], site.pop(names[at].id, None)
    strangers = list(site.values())
    known = _match_strangers(strangers, triples)
    return [*triples, *gone, *(EssayTriple(ours=one) for one in strangers if one.id not in known)]


def _match(old: Sequence[Essay], new: Sequence[Essay]) -> list[tuple[int, int]]:
    """By content, then by likeness of the text, then by number."""
    matching = Matching(old, new).equal(content_of).equal(lambda essay: text_of(essay) or None)
    return matching.alike(text_of).equal(lambda essay: essay.number).pairs


def _match_strangers(strangers: Sequence[WorkingEssay], triples: Sequence[EssayTriple]) -> set[int]:
    """What the last import did not know: the same text on both sides is one essay. Returns the ids matched."""
    fresh = [triple for triple in triples if triple.base is None and triple.theirs is not None]
    old = ["\n".join(html.plain_body(section.body) for section in one.sections) for one in strangers]
    new = [text_of(triple.theirs) for triple in fresh if triple.theirs is not None]
    found = Matching(old, new).equal(lambda text: text or None).alike(str).pairs
    for at, index in found:
        fresh[index].ours = strangers[at]
    return {strangers[at].id for at, _index in found}
