"""The form of the reading settings, wherever a page holds it."""

from __future__ import annotations

from typing import Any

from django import template

from essays.reading.settings import CHOICES, LABELS, ReadingSettings

register = template.Library()


@register.inclusion_tag("components/reading_settings.html")
def reading_form(back: str, now: ReadingSettings | None = None) -> dict[str, Any]:
    """`back` is the page it leads back to; `now`, what holds, is not told on pages that are alike for everybody."""
    chosen = now.chosen() if now else {}
    groups = [(name, LABELS[name], choices.items(), chosen.get(name)) for name, choices in CHOICES.items()]
    return {"groups": groups, "back": back}
