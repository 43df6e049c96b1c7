"""What the file and the editors both changed, for the page: both texts, what differs, and which shall have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.documents.diff import Run, compare_texts
from essays.documents.plan import Clash, Conflict, Side

PREFIX = "choice-"  # of the fields, before the key of a conflict
AROUND = 40  # characters shown on either side of a change
NAMES: Mapping[Clash, Any] = {
    Clash.TITLE: _("title"),
    Clash.SUBTITLE: _("subtitle"),
    Clash.NUMBER: _("number"),
    Clash.COUNT: _("declared count"),
    Clash.HEADING: _("heading"),
    Clash.TEXT: pgettext_lazy("conflict", "text"),
    Clash.ACCESS: _("what is paid"),
    Clash.ORDER: _("order of the sections"),
    Clash.DELETED_HERE: _("deleted here, changed in the file"),
    Clash.DELETED_THERE: _("changed here, gone from the file"),
    Clash.PUBLISHED: _("gone from the file, but published"),
    Clash.SPEAKER: _("speaker"),
}
WITHOUT_DIFF = {Clash.NUMBER, Clash.COUNT, Clash.DELETED_HERE, Clash.DELETED_THERE, Clash.PUBLISHED}


@dataclass(frozen=True, slots=True)
class Choice:
    """`runs` lead from the site's text to the file's; none where one side has nothing."""

    conflict: Conflict
    name: Any
    field: str
    side: Side
    runs: tuple[Run, ...]

    @property
    def may_choose(self) -> bool:
        """What readers see is withdrawn by its own door, never by an import; or it is a publisher's to decide."""
        return self.conflict.clash is not Clash.PUBLISHED and not self.conflict.is_fixed

    @property
    def takes_theirs(self) -> bool:
        return self.side is Side.THEIRS


def choices_of(conflicts: Iterable[Conflict], sides: Mapping[str, Side]) -> list[Choice]:
    return [
        Choice(
            conflict,
            NAMES[conflict.clash],
            PREFIX + conflict.key,
            sides.get(conflict.key, Side.OURS),
            () if conflict.clash in WITHOUT_DIFF else near_changes(compare_texts(conflict.ours, conflict.theirs)),
        )
        for conflict in conflicts
    ]


def near_changes(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with long stretches in which nothing changed cut short: the whole texts stand below."""
    if len(runs) < 2:
        return tuple(runs)
    last = len(runs) - 1
    return tuple(
        run._replace(text=_cut(run.text, before=at > 0, after=at < last)) if run.is_kept else run
        for at, run in enumerate(runs)
    )


def _cut(text: str, *, before: bool, after: bool) -> str:
    """Keep what stands next to a change: one `before` the text, one `after` it."""
    head, tail = text[: AROUND * before], text[len(text) - AROUND * after :]
    return text if len(text) <= len(head) + len(tail) + AROUND else f"{head}…{tail}"


def posted(data: Mapping[str, str]) -> dict[str, Side]:
    """The sides a form has chosen, by key; what it does not name is not decided, and a key of no conflict is idle."""
    named = ((name.removeprefix(PREFIX), value) for name, value in data.items() if name.startswith(PREFIX))
    return {key: Side(value) for key, value in named if value in list(Side)}
