"""The text before a reviewer, section by section: what changed in it and what is said about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from essays.documents.diff import SectionDiff, VersionDiff
from essays.documents.version import Version

from .comments import Talk


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a comparison. `name` is the uid a comment on it carries, "" for one that is not in the revision,
    `others` are those of the further rows it is cut into. Nothing changed in one that `is_still`, nothing is said
    about it, and nobody is about to.
    """

    section: SectionDiff
    name: str
    others: Sequence[str] = ()
    threads: Sequence[Any] = field(default_factory=list)
    is_still: bool = False

    @property
    def anchor(self) -> str:
        return f"s-{self.name}" if self.name else f"gone-{self.section.uid}"

    @property
    def heading(self) -> str:
        return "".join(run.text for run in self.section.heading if not run.is_deleted or not self.name)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts one after the other; folded away, they are only counted."""

    is_folded: bool
    parts: Sequence[Part]


def parts_of(diff: VersionDiff, version: Version, talk: Talk, saying: str | None) -> list[Part]:
    own = {section.uid for section in version.sections}
    parts = []
    for section in diff.sections:
        uids = [uid for uid in section.uids if uid in own]
        name = uids[0] if uids and section.is_at else ""
        threads = [head for uid in uids for head in talk.sections.get(uid, ())] if name else []
        is_still = section.is_empty and not threads and not (name and saying == name)
        parts.append(Part(section, name, uids[1:] if name else (), threads, is_still))
    return parts


def stretches(parts: Iterable[Part], is_whole: bool) -> list[Stretch]:
    """What is still is folded away, unless the whole text is asked for."""
    groups = groupby(parts, key=lambda part: part.is_still and not is_whole)
    return [Stretch(is_folded, list(group)) for is_folded, group in groups]
