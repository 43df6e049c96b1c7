"""The clauses of an essay, each with its subject and who that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .scene import Scene
from .speakers import Speaker
from .subjects import Subject


class Sentence(NamedTuple):
    """From one sentence end to the next, in one paragraph."""

    start: int
    end: int
    paragraph: int


def sentences(scene: Scene, paragraphs: Iterable[int]) -> Iterator[Sentence]:
    for paragraph in paragraphs:
        start, high = scene.passage.bounds(paragraph)
        while start < high:
            end = min(scene.sentence_end(start), high)
            yield Sentence(start, end, paragraph)
            start = end + 1


class Act(NamedTuple):
    """A clause with its subject; `actor` is who that is, taken from the clause before when `carried`.

    `reported`: what somebody says without marks (李明表示，……), so that who acts in it acts elsewhere.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    subject: Subject | None
    actor: Speaker | None
    carried: bool
    reported: bool = False


class Explicit(NamedTuple):
    """A clause that says itself who acts."""

    act: Act
    subject: Subject
    actor: Speaker


def explicit(acts: Iterable[Act]) -> list[Explicit]:
    return [Explicit(act, act.subject, act.actor) for act in acts if act.subject and act.actor]
