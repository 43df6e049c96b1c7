"""From a line of an imported file to the section of an essay's form it is edited in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from django.urls import reverse

from essays.documents.plan import Imported, UnknownVersionError, essays_of, imported_from_data
from essays.models import Section, Source


def editing_addresses(source: Source, lines: Iterable[int]) -> dict[int, str]:
    """The address of each line's place, "" left out. One query; the tree must be loaded."""
    starts = _starts(source)
    wanted = {line: at for line in lines if (at := bisect_right(starts, (line, 1 << 62, "")))}
    rows = {line: starts[at - 1] for line, at in wanted.items()}
    anchors = _anchors({essay for _line, essay, _uid in rows.values()})
    return {
        line: reverse("admin:essays_essay_change", args=[essay]) + f"#{anchors.get((essay, uid), 'sections')}"
        for line, (_start, essay, uid) in rows.items()
        if essay in {known for known, _uid in anchors}
    }


def _starts(source: Source) -> list[tuple[int, int, str]]:
    """The line a section begins at, its essay's id and its uid, in the order of the file."""
    try:
        imported: Imported = imported_from_data(source.tree)
    except UnknownVersionError:
        return []
    return sorted(
        (section.line, names.id, uid)
        for essay, names in zip(essays_of(imported.document), imported.names, strict=False)
        for section, uid in zip(essay.sections, names.sections, strict=False)
        if names.id and section.line
    )


def _anchors(essays: Iterable[int]) -> dict[tuple[int, str], str]:
    """The anchor of each working section on the form of its essay."""
    rows = Section.objects.working().filter(essay__in=set(essays), essay__deleted_at=None).order_by("position", "id")
    anchors: dict[tuple[int, str], str] = {}
    counts: dict[int, int] = {}
    for essay, uid in rows.values_list("essay_id", "uid"):
        anchors[essay, uid] = f"sections-{counts.get(essay, 0)}"
        counts[essay] = counts.get(essay, 0) + 1
    return anchors
