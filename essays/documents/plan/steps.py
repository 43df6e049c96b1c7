"""What an import will do, as data: the dry run prints a Plan and the real run applies the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from essays.documents.tree import Affiliation, Confidence, Continues, SpeechKind


class Action(StrEnum):
    """What happens to one row of the working copy."""

    CREATE = "create"
    UPDATE = "update"
    MOVE = "move"  # the same words in another place
    KEEP = "keep"
    DELETE = "delete"
    DISCARD = "discard"  # into the recycle bin
    LOSE = "lose"  # a quote whose words no longer stand in the text: flagged, never removed


class Clash(StrEnum):
    """What the file and the editors both changed."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    NUMBER = "number"
    COUNT = "declared_count"
    HEADING = "heading"
    TEXT = "text"
    ACCESS = "access"
    ORDER = "order"
    DELETED_HERE = "deleted_here"  # an editor deleted what the file has changed
    DELETED_THERE = "deleted_there"  # the file no longer has what an editor has changed
    PUBLISHED = "published"  # the file no longer has an essay that readers see
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change on both sides, left as it is in the working copy. `essay` is the number, `line` the place in the file.

    `ours` and `theirs` are the two texts in full, `base` what the import before said; "" where that side has
    nothing. `key` names the conflict for the choice between the two. `is_fixed`: readers see it, and whoever imports
    may not publish, so the choice is not theirs.
    """

    clash: Clash
    essay: int | None = None
    heading: str = ""
    ours: str = ""
    theirs: str = ""
    line: int = 0
    base: str = ""
    key: str = ""
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class CollectionStep:
    """The collection's own fields as they shall be. `changed` names those that differ from the row."""

    action: Action
    title: str
    declared_count: int | None
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionStep:
    """One row of text as it shall be. `uid` is "" for a new one; `essay_id` is where the row stands now."""

    action: Action
    heading: str
    body: str
    text: str
    is_paid: bool
    continues: Continues
    line: int
    uid: str = ""
    essay_id: int = 0
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a quote: the index of a SectionStep of the essay and the span in its plain text."""

    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Voice:
    """How something is said and by whom, as printed."""

    kind: SpeechKind
    speaker: str = ""
    organisation: str = ""
    title: str = ""
    affiliations: tuple[Affiliation, ...] = ()

    def __str__(self) -> str:
        return "，".join(part for part in (self.speaker, self.organisation, self.title) if part)


@dataclass(frozen=True, slots=True)
class QuoteStep:
    """One quote as it shall be. With `is_reworded` its attribution begins anew: unsettled, by this rule."""

    action: Action
    text: str
    spots: tuple[Spot, ...]
    voice: Voice
    rule: str = ""
    confidence: Confidence = Confidence.UNSURE
    uid: str = ""
    essay_id: int = 0
    is_reworded: bool = False
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EssayStep:
    """One essay as it shall be, its rows in order. `id` is 0 for a new one.

    `deleted` are the uids of the section rows that go, `moved_quotes` those of the quotes that now belong to
    another essay; a row whose `essay_id` is not the essay's comes from there. `origins` has for each section of
    the file's essay the index of the row it became, or None: so the next import knows which row came from where.
    `source` is the essay's index in `essays_of` the file, None for an essay only the site has.
    """

    action: Action
    number: int
    title: str
    subtitle: str
    id: int = 0
    changed: tuple[str, ...] = ()
    sections: tuple[SectionStep, ...] = ()
    quotes: tuple[QuoteStep, ...] = ()
    deleted: tuple[str, ...] = ()
    moved_quotes: tuple[str, ...] = ()
    origins: tuple[int | None, ...] = ()
    source: int | None = None

    @property
    def touches_rows(self) -> bool:
        """Whether a section or quote row of it is written."""
        actions = {row.action for row in self.sections} | {quote.action for quote in self.quotes}
        return bool(self.deleted or self.moved_quotes or actions - {Action.KEEP})


@dataclass(frozen=True, slots=True)
class Plan:
    """`essays` stand in the order of the file, then those only the site has."""

    collection: CollectionStep
    essays: tuple[EssayStep, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def digest(self) -> str:
        """What tells two plans apart: equal for equal plans, in every process."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def is_all_keep(self) -> bool:
        """Nothing to write: applying it leaves every row as it is."""
        return self.collection.action is Action.KEEP and all(
            step.action is Action.KEEP and not step.touches_rows for step in self.essays
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the report: what happens to which thing."""

    action: Action
    kind: str  # collection, essay, section, quote
    name: str
    essay: int | None = None
    fields: tuple[str, ...] = ()


def list_changes(plan: Plan) -> Iterator[Change]:
    """Every row of the plan in order, the kept ones too."""
    collection = plan.collection
    yield Change(collection.action, "collection", collection.title, None, collection.changed)
    for essay in plan.essays:
        yield Change(essay.action, "essay", essay.subtitle or essay.title, essay.number, essay.changed)
        for section in essay.sections:
            yield Change(section.action, "section", section.heading, essay.number, section.changed)
        for uid in essay.deleted:
            yield Change(Action.DELETE, "section", uid, essay.number)
        for quote in essay.quotes:
            yield Change(quote.action, "quote", quote.text, essay.number, quote.changed)
