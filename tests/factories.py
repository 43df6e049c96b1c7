"""Small makers of rows, with text that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from essays.documents.counting import count
from essays.documents.html import plain_body
from essays.documents.tree import SpeechKind
from essays.models import Attribution, Collection, Essay, Quote, Section, Speaker, Verdict
from essays.workflow import COMMAND_LINE

Published = TypeVar("Published", Collection, Essay)

PASSWORD = "桥下流水-river-7"
FREE = "这一段谁都可以读到，讲的是村口那条小路。"
PAID = "这一段登录之后才能读到，讲的是桥下那条小河。"


@dataclass(frozen=True, slots=True)
class Part:
    """A section to be made: paragraphs are the lines of `text`, or `html` stands as it is."""

    text: str = FREE
    heading: str = ""
    paid: bool = False
    continues: str = ""
    html: str = ""

    @property
    def body(self) -> str:
        return self.html or "".join(f"<p>{escape(line, quote=False)}</p>" for line in self.text.splitlines())


FREE_AND_PAID = (Part(FREE), Part(FREE, "小路的来历"), Part(PAID, "小河的去处", paid=True))
CUT_IN_A_SENTENCE = (
    Part("人到桥头自然会停，"),
    Part("因为桥那边才是讲故事的地方。", paid=True, continues="paragraph"),
)


def make_user(username: str, group: str = "", *, staff: bool = False, superuser: bool = False) -> Any:
    user = get_user_model().objects.create_user(
        username, password=PASSWORD, is_staff=staff or superuser, is_superuser=superuser
    )
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_collection(
    title: str = "乡村小路心得体会", essays: int = 0, *, parts: Sequence[Part] = FREE_AND_PAID, **fields: Any
) -> Collection:
    """A collection with `essays` essays, each with free and paid sections."""
    collection = Collection.objects.create(title=title, **fields)
    for number in range(1, essays + 1):
        make_essay(collection, number, parts=parts)
    return collection


def make_essay(
    collection: Collection | None = None,
    number: int = 1,
    title: str = "",
    *,
    subtitle: str = "",
    parts: Sequence[Part] = FREE_AND_PAID,
) -> Essay:
    collection = collection or make_collection()
    essay = Essay.objects.create(
        collection=collection, number=number, title=title or collection.title, subtitle=subtitle
    )
    Section.objects.bulk_create(
        Section(
            essay=essay,
            position=position,
            heading=part.heading,
            is_paid=part.paid,
            continues=part.continues,
            words=count(part.text),
            body=part.body,
        )
        for position, part in enumerate(parts)
    )
    return essay


def make_quote(
    essay: Essay,
    text: str,
    speaker: str = "",
    *,
    section: Section | None = None,
    confirmed: bool = False,
    **fields: Any,
) -> Quote:
    """A quote in a working section (the first one), with an Attribution of its own."""
    section = section or Section.objects.working().filter(essay=essay).order_by("position")[0]
    attribution = Attribution.objects.create(essay=essay, rule="test")
    if confirmed:
        attribution.verdict, attribution.settled_at = Verdict.CONFIRMED, timezone.now()
        attribution.speaker = Speaker.objects.get_or_create(name=speaker)[0]
        attribution.save()
    values: dict[str, Any] = {
        "kind": SpeechKind.DIRECT.value,
        "is_paid": section.is_paid,
        "position": Quote.objects.working().filter(essay=essay).count(),
    }
    quote = Quote(essay=essay, section=section, speaker=speaker, attribution=attribution, **{**values, **fields})
    quote.put_words(text)
    start = plain_body(section.body).find(text)
    if start >= 0 and not quote.parts:
        quote.parts = [[section.uid, start, start + len(text)]]
    quote.save()
    return quote


def publish(item: Published) -> Published:
    """Publish an essay or a whole collection as the command line does."""
    item.publish(by=COMMAND_LINE)
    return item
