"""What a browser would post from the desk's forms."""

from __future__ import annotations

from typing import Any

from essays.admin.opened import Opened
from essays.models import Essay, Section


def essay_data(essay: Essay, **changes: Any) -> dict[str, Any]:
    """The form of `essay` as it stands, with all its sections, ready to be posted; `changes` are laid over it."""
    essay.refresh_from_db()
    sections = list(Section.objects.working().filter(essay=essay).order_by("position", "id"))
    data: dict[str, Any] = {
        "collection": essay.collection_id,
        "number": essay.number,
        "title": essay.title,
        "subtitle": essay.subtitle,
        "version": essay.version,
        "opened": Opened.of(essay).write(),
        "sections-TOTAL_FORMS": len(sections),
        "sections-INITIAL_FORMS": len(sections),
    }
    for index, section in enumerate(sections):
        data |= section_data(index, section)
    return data | changes


def section_data(index: int, section: Section) -> dict[str, Any]:
    fields = {
        "id": section.pk or "",
        "essay": section.essay_id or "",
        "heading": section.heading,
        "continues": section.continues,
        "position": section.position,
        "body": section.body,
    }
    paid = {f"sections-{index}-is_paid": "on"} if section.is_paid else {}
    return {f"sections-{index}-{name}": value for name, value in fields.items()} | paid


def new_section(index: int, body: str, heading: str = "", *, paid: bool = False) -> dict[str, Any]:
    """One more row; its place is left empty, so that it comes last."""
    data = section_data(index, Section(heading=heading, body=body, is_paid=paid))
    return data | {f"sections-{index}-position": "", "sections-TOTAL_FORMS": index + 1}


def action(name: str, *rows: Any, **more: Any) -> dict[str, Any]:
    """An action of a list on `rows`."""
    return {"action": name, "_selected_action": [row.pk for row in rows], **more}


def words_of(response: Any) -> str:
    """The messages of an answer that was followed, one a line."""
    return "\n".join(str(message) for message in response.context["messages"])
