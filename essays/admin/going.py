"""What a move would move: per chosen row the revisions, what the checks say of them, and what readers will find."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from essays.models import Collection, Essay, Revision
from essays.models.due import Due, due, due_of
from essays.models.proofreading import proofread
from essays.workflow import Actor, Move, Publication, Review, level_label

from .states import badge, publication_badge, review_badge


@dataclass(frozen=True, slots=True)
class Line:
    """One essay of a row: its revisions that move, and in words what becomes of it."""

    due: Due
    effect: str
    blocking: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Why it stays, "" if it goes."""
        if self.blocking:
            return gettext("The checks found: %(issues)s") % {"issues": " ".join(self.blocking)}
        return "" if self.due.revisions else self.due.reason

    @property
    def revisions(self) -> list[tuple[Revision, SafeString, SafeString]]:
        return [(one, _review_of(one), publication_badge(one.publication)) for one in self.due.revisions]


@dataclass(frozen=True, slots=True)
class Going:
    """A chosen row. A collection goes as a whole, or stays for the sake of one essay."""

    item: Any
    lines: tuple[Line, ...]

    @property
    def whole(self) -> Any:
        return self.item if isinstance(self.item, Collection) else None

    @property
    def moving(self) -> list[Line]:
        return [line for line in self.lines if not line.refusal]

    @property
    def refusal(self) -> str:
        if self.whole is None:
            return self.lines[0].refusal
        for line in self.lines:
            if line.blocking or line.due.blocks:
                return gettext("“%(essay)s”: %(why)s") % {"essay": line.due.essay, "why": line.refusal}
        if not self.moving:
            return gettext("Nothing in “%(collection)s” waits for this.") % {"collection": self.item}
        return ""

    @property
    def warnings(self) -> list[str]:
        return [] if self.refusal else [words for line in self.lines for words in line.warnings]


def goings(move: Move, items: Sequence[Any], who: Actor) -> list[Going]:
    """What each row would move; constant in queries for essays and collections, but for what the checks read."""
    if items and isinstance(items[0], Revision):
        found = [due_of(move, item, who) for item in items]
        owned = [[one] for one in found]
    else:
        shelves = [_essays(item) for item in items]
        found = due(move, [essay for shelf in shelves for essay in shelf], who)
        each = iter(found)
        owned = [[next(each) for _essay in shelf] for shelf in shelves]
    current = _current(found)
    return [
        Going(item, tuple(_line(move, one, current[one.essay.pk]) for one in own))
        for item, own in zip(items, owned, strict=True)
    ]


def fingerprint(revisions: Iterable[Revision]) -> str:
    """Says which revisions a page showed, and where they stood: what has moved meanwhile is looked at again."""
    places = sorted(f"{one.pk}:{one.review}:{one.level}:{one.publication}" for one in revisions)
    return hashlib.sha256("|".join(places).encode()).hexdigest()[:20]


def seen_in(rows: Iterable[Going]) -> str:
    return fingerprint(one for row in rows for line in row.lines for one in line.due.revisions)


def _essays(item: Any) -> list[Essay]:
    return list(item.essays.standing()) if isinstance(item, Collection) else [item]


def _current(found: Iterable[Due]) -> dict[int, list[Revision]]:
    current: dict[int, list[Revision]] = defaultdict(list)
    for revision in Revision.objects.current().filter(essay__in=[one.essay.pk for one in found]):
        current[revision.essay_id].append(revision)
    return current


def _line(move: Move, one: Due, current: Sequence[Revision]) -> Line:
    issues = [issue for revision in one.revisions for issue in proofread(revision)] if move is Move.SUBMIT else []
    return Line(
        one,
        _effect(move, one, current),
        tuple(str(issue.message) for issue in issues if issue.blocks),
        tuple(str(issue.message) for issue in issues if issue.warns),
    )


def _effect(move: Move, one: Due, current: Sequence[Revision]) -> str:
    live = next((row for row in current if row.publication is Publication.LIVE), None)
    if move is Move.PUBLISH and one.revisions:
        names = {"new": one.revisions[0].number, "old": live.number if live else 0}
        if live:
            return gettext("Readers will find r%(new)d in the place of r%(old)d.") % names
        return gettext("Readers will find r%(new)d, which they do not now.") % names
    if move is Move.WITHDRAW:
        return gettext("Readers will find nothing.") if live else gettext("What is scheduled will not happen.")
    if live:
        return gettext("Readers keep r%(old)d.") % {"old": live.number}
    return gettext("Readers find nothing of it, as before.")


def _review_of(revision: Revision) -> SafeString:
    if revision.review == Review.IN_REVIEW:
        return badge(Review.IN_REVIEW.value, level_label(revision.level), "◔")
    return review_badge(revision.review)
