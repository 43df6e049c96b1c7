"""Issues in the text they were found in: the words around each, and the way there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from essays.documents.version import Version

from .issue import Issue

AROUND = 12  # characters shown on either side
LONGEST = 60  # and of the place itself


@dataclass(frozen=True, slots=True)
class Placed:
    """`uid` is the section's, "" for the essay itself; `paragraph` counts from 1, 0 is a heading, a title or a deck.

    `before`, `marked` and `after` are cut from the text; the place itself is shortened in its middle.
    """

    issue: Issue
    uid: str
    heading: str
    paragraph: int
    before: str
    marked: str
    after: str

    @property
    def has_context(self) -> bool:
        return bool(self.before or self.marked or self.after)


def place_issues(issues: Iterable[Issue], version: Version) -> Iterator[Placed]:
    sections = {section.uid: section for section in version.sections}
    texts: dict[str, tuple[str, ...]] = {"": (version.title, version.subtitle)}
    for issue in issues:
        if issue.section and issue.section not in texts and issue.section in sections:
            section = sections[issue.section]
            texts[issue.section] = (section.heading, *section.texts)
        lines = texts.get(issue.section, ())
        text = lines[issue.paragraph + 1] if issue.paragraph + 1 < len(lines) else ""
        heading = sections[issue.section].heading if issue.section in sections else ""
        before, after = text[max(issue.start - AROUND, 0) : issue.start], text[issue.end : issue.end + AROUND]
        if issue.end > issue.start:
            yield Placed(
                issue,
                issue.section,
                heading,
                issue.paragraph + 1 if issue.section else 0,
                ("…" if issue.start > AROUND else "") + before,
                _shortened(text[issue.start : issue.end]),
                after + ("…" if issue.end + AROUND < len(text) else ""),
            )
        else:
            yield Placed(issue, issue.section, heading, 0, "", "", "")


def _shortened(words: str) -> str:
    half = LONGEST // 2
    return words if len(words) <= LONGEST else f"{words[:half]}…{words[-half:]}"
