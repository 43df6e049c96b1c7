"""What the box offers while somebody types: speakers, essays, headings, quotations; letters are taken for sounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from essays.access import Reader
from essays.documents.pinyin import spell
from essays.models import SearchRow, Speaker
from essays.models.grams import Face
from essays.models.grams.asked import KIND_SHIFT
from essays.models.search_row import Kind

from .finding import Filters, Finding, Hit
from .query import read_query
from .results import Result, results

MOST = 8  # rows (U3.10)
OFFERED = ((Kind.SPEAKER, 3), (Kind.TITLE, 3), (Kind.COLLECTION, 2), (Kind.HEADING, 3), (Kind.QUOTE, 2))
LETTERS = re.compile(r"[a-z][a-z0-9' ]*")
AFTER_Z = "zzzzzz"
FEW = 200  # hits of a kind that are all put in order
MOST_SPELT = 100  # rows that are looked at: one speaker has many
NAMES = range(2, 5)  # characters


def suggestions(typed: str, reader: Reader, now: datetime) -> list[Result]:
    """At most eight, grouped by kind; none for a single letter, or for anything but words."""
    query = read_query(typed)
    is_too_short = len(query.text) < 2 and query.text.isascii()
    if not query.words or query.without or query.speakers or query.collections or is_too_short:
        return []
    finding = Finding(query, Filters(), reader, now)
    counts = finding.counts_below(Kind.BODY)
    hits = [Hit(kind, pk) for kind, most in OFFERED for pk in _first(finding, kind, most, counts.get(kind, 0))]
    sound = query.text.lower().replace(" ", "").replace("'", "")
    if len(hits) < MOST and LETTERS.fullmatch(query.text.lower()) and len(sound) > 1:
        known = set(hits)
        hits += [hit for hit in _by_sound(sound, finding.face, now) if hit not in known]
    order = [kind for kind, _most in OFFERED]
    hits.sort(key=lambda hit: order.index(hit.kind))
    return results(finding, hits[:MOST])


def _first(finding: Finding, kind: Kind, most: int, count: int) -> list[int]:
    """Of very many the newest are weighed: nobody waits while typing."""
    newest = FEW if count > FEW else None
    return finding.of_kind(kind, 0, most, newest=newest) if count else []


def similar_speakers(words: Sequence[str], face: Face, now: datetime) -> list[Speaker]:
    """Speakers whose name sounds the same, or differs in one character at an end."""
    rows = SearchRow.objects.on(face).live(now).of_kind(Kind.SPEAKER)
    sounds, alike = set(), Q()
    for word in words:
        sound = spell(word, is_name=True).pinyin if len(word) in NAMES else ""
        if sound:
            sounds.add(sound)
        if sound and len(word) > 2:
            alike |= Q(name__startswith=word[:-1]) | Q(name__startswith=word[0], name__contains=word[2:])
    found = set(rows.filter(pinyin__in=sounds).order_by().values_list("speaker", flat=True).distinct()[:MOST])
    if alike:
        # Names are far fewer than what was said under them, and have an index.
        said = rows.filter(attribution__speaker=OuterRef("pk"))
        named = Speaker.objects.filter(alike).filter(Exists(said)).order_by().values_list("head", "pk")
        found.update(head or pk for head, pk in named[:MOST])
    return list(Speaker.objects.filter(pk__in=found).order_by("name", "pk")[:MOST])


def _by_sound(sound: str, face: Face, now: datetime) -> list[Hit]:
    """What is spelt that way from its beginning, the shortest first: speakers, then essays, then collections."""
    rows = SearchRow.objects.on(face).live(now)
    found: list[Hit] = []
    for column in ("initials", "pinyin"):  # one after the other, for an index answers either and not both
        begins = {f"{column}__gte": sound, f"{column}__lt": sound + AFTER_Z}
        spelt = rows.filter(**begins).exclude(**{column: ""}).order_by(column, "pk")
        for pk, collection, speaker in spelt.values_list("pk", "collection", "speaker")[:MOST_SPELT]:
            kind = Kind(pk >> KIND_SHIFT)
            found.append(Hit(kind, {Kind.SPEAKER: speaker, Kind.COLLECTION: collection}.get(kind, pk)))
    unique = dict.fromkeys(found)
    return [hit for kind, most in OFFERED for hit in [one for one in unique if one.kind is kind][:most]]
