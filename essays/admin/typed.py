"""What was typed into the form of an essay, read from the fields it posts; and fields for a text to be put into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from essays.documents import html
from essays.documents.reconciling import content
from essays.documents.tree import Continues
from essays.documents.version import Version, VersionSection
from essays.models import Essay, Section
from essays.models.versions import working_version
from essays.richtext import sanitize

from .posted import whole_number

PREFIX = "sections"
LAST = 1 << 30

Fields = Mapping[str, str]


def typed_version(fields: Fields, names: Mapping[str, str]) -> Version:
    """The text in the fields, in its order; `names` gives the uid of a row by its id. Quotes are not typed here."""
    rows = sorted(_rows(fields), key=lambda row: place_of(row.get("position", "")))
    sections = tuple(_section(row, names.get(row.get("id", ""), "")) for row in rows if not _is_gone(row))
    return Version(fields.get("title", "").strip(), fields.get("subtitle", "").strip(), sections)


def is_as_it_stands(fields: Fields, essay: Essay) -> bool:
    """Does the form hold what the working copy holds?"""
    pairs = Section.objects.working().filter(essay=essay).values_list("pk", "uid")
    typed = typed_version(fields, {str(pk): uid for pk, uid in pairs})
    stands = working_version(essay)
    return (
        (typed.title, typed.subtitle) == (stands.title, stands.subtitle)
        and (fields.get("collection"), fields.get("number")) == (str(essay.collection_id), str(essay.number))
        and [content(section) for section in typed.sections] == [content(section) for section in stands.sections]
    )


def fields_of(values: Fields, sections: Sequence[VersionSection], essay: Essay, opened: str) -> dict[str, str]:
    """The form of `essay` as it would be posted with these values and this text; `opened` is its `Opened`.

    Rows that stand and are not among `sections` are marked to be deleted.
    """
    pks = dict(Section.objects.working().filter(essay=essay).order_by("position", "id").values_list("uid", "pk"))
    places = {section.uid: place for place, section in enumerate(sections) if section.uid in pks}
    fresh = [(place, section) for place, section in enumerate(sections) if section.uid not in pks]
    fields = dict(values) | {
        "version": str(essay.version),
        "opened": opened,
        f"{PREFIX}-TOTAL_FORMS": str(len(pks) + len(fresh)),
        f"{PREFIX}-INITIAL_FORMS": str(len(pks)),
        f"{PREFIX}-MIN_NUM_FORMS": "0",
        f"{PREFIX}-MAX_NUM_FORMS": "1000",
    }
    stood = {section.uid: section for section in working_version(essay).sections}
    for index, (uid, pk) in enumerate(pks.items()):
        place = places.get(uid)
        section = stood[uid] if place is None else sections[place]
        fields |= _row_fields(index, section, str(pk), essay, place, is_gone=place is None)
    for index, (place, section) in enumerate(fresh, start=len(pks)):
        fields |= _row_fields(index, section, "", essay, place)
    return fields


def _row_fields(
    index: int, section: VersionSection, pk: str, essay: Essay, place: int | None, *, is_gone: bool = False
) -> dict[str, str]:
    row = {
        "id": pk,
        "essay": str(essay.pk),
        "heading": section.heading,
        "continues": section.continues.value,
        "position": str(LAST if place is None else place),
        "body": html.body(section.paragraphs),
        **({"is_paid": "on"} if section.is_paid else {}),
        **({"DELETE": "on"} if is_gone else {}),
    }
    return {f"{PREFIX}-{index}-{name}": text for name, text in row.items()}


def _rows(fields: Fields) -> Iterator[dict[str, str]]:
    """One dict a row, by its index. Rows are taken from what is there, whatever the form's own count says."""
    rows: dict[int, dict[str, str]] = {}
    for name, text in fields.items():
        prefix, _, rest = name.partition("-")
        index, _, field = rest.partition("-")
        if prefix == PREFIX and index.isdecimal() and len(index) < 6 and field:
            rows.setdefault(int(index), {})[field] = text
    return iter([rows[index] for index in sorted(rows)])


def place_of(typed: str) -> int:
    """Where a row is to stand; without a number, behind all others."""
    return whole_number(typed, LAST)


def _is_gone(row: Fields) -> bool:
    """Marked for deletion, or a new row nobody has touched."""
    return bool(row.get("DELETE")) or not any(row.get(name, "").strip() for name in ("id", "heading", "body"))


def _section(row: Fields, uid: str) -> VersionSection:
    blocks = html.paragraphs(html.canonical(sanitize(row.get("body", ""))))
    known = {kind.value: kind for kind in Continues}
    continues = known.get(row.get("continues", ""), Continues.NO)
    return VersionSection(uid, row.get("heading", "").strip(), blocks, bool(row.get("is_paid")), continues)
