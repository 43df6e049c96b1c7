"""Speakers offered while a name is typed, each with the posts that are printed with it."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from essays.models import Speaker
from essays.models.identifying import described

MOST = 8
LONGEST = 100


def suggestions(typed: str) -> list[dict[str, Any]]:
    """At most eight standing speakers: those whose name begins so, then those that have it in name or note."""
    words = typed.replace("\x00", "").strip()[:LONGEST]
    if not words:
        return []
    begins = Case(When(name__startswith=words, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Speaker.objects.standing().filter(Q(name__icontains=words) | Q(note__icontains=words))
    speakers = list(found.order_by(begins, Length("name"), "name", "pk")[:MOST])
    known = described({speaker.pk for speaker in speakers})
    return [
        {
            "id": speaker.pk,
            "name": speaker.name,
            "label": str(speaker),
            "posts": known[speaker.pk].described,
            "quotes": known[speaker.pk].quotes,
            "organisation": known[speaker.pk].post[0],
            "title": known[speaker.pk].post[1],
        }
        for speaker in speakers
    ]
