"""Document files of a few lines, and the two ways to import them: planned, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from essays.documents.batch import Outcome, Task, load
from essays.importing import Options, Report, import_file
from essays.models import Attribution, Collection, Essay, Quote, Revision, Section, Source, Speaker

RIVER = "桥下的小河流了一百年，两岸的人家靠它洗衣做饭。老人们都记得河水最清的年月。"
ROAD = "村口的小路通向集市，赶集的日子天不亮就有人挑着担子出门。后来修了公路，小路长满了草。"
SCHOOL = "学校只有三间瓦房，冬天没有炉子，孩子们跺着脚念书。如今新楼盖起来了，窗户又大又亮。"
SAID = "“这条河养活了我们三代人，谁也不许往里面倒垃圾。”清水镇镇长周明山说。"
ASKED = "“新楼盖好的那天，我们全校师生一夜都没有睡着。”清水镇小学校长林月华说。"

ESSAYS: Mapping[str, Sequence[str]] = {
    "春天的见闻": ("小河两岸", RIVER, SAID, "村口小路", ROAD),
    "夏天的见闻": ("新楼落成", SCHOOL, ASKED),
    "秋天的见闻": (
        "路边的灯",
        "路灯亮起来以后，晚上也有人散步。",
        "##paidbegin##说来话长，那是三年前的事。##paidend##",
    ),
}


def text_of(essays: Mapping[str, Sequence[str]] = ESSAYS, title: str = "清水镇调研心得体会") -> str:
    """A document: essays by their subtitle, each with its lines."""
    lines = [title, f"（{len(essays)}篇）"]
    for number, (subtitle, body) in enumerate(essays.items(), 1):
        lines += [f"篇{number}：{title}", subtitle, *body]
    return "\n".join(lines) + "\n"


def changed(old: str, new: str) -> str:
    """The standard document with some words replaced."""
    text = text_of()
    assert old in text
    return text.replace(old, new)


def read(text: str | bytes, key: str = "qingshui.txt") -> Outcome:
    data = text.encode() if isinstance(text, str) else text
    return load(Task(key, key, data=data))


def imported(text: str | bytes | None = None, key: str = "qingshui.txt", **options: Any) -> Report:
    return import_file(read(text_of() if text is None else text, key), Options(**options))


def codes(report: Report) -> list[str]:
    return [message.code for message in report.messages]


def counts() -> dict[str, int]:
    models = (Collection, Essay, Section, Quote, Attribution, Revision, Source, Speaker)
    return {model.__name__: model.objects.count() for model in models}


def state() -> list[Any]:
    """Everything an import leaves behind, without what is random (names) or tells the time."""
    found: list[Any] = []
    for source in Source.objects.order_by("key", "id"):
        found.append((source.key, source.sha256, source.encoding, bytes(source.data), source.collection_id is None))
    for collection in Collection.objects.order_by("title", "sources__key").distinct():
        found.append((collection.title, collection.declared_count, [_essay(one) for one in collection.essays.all()]))
    return found


def _essay(essay: Essay) -> tuple[Any, ...]:
    texts = ("number", "title", "subtitle", "free_words", "paid_words", "free_quotes", "paid_quotes", "note")
    rows = ("position", "heading", "is_paid", "continues", "words", "body")
    said = ("position", "kind", "speaker", "organisation", "title", "is_paid", "text", "attribution__verdict")
    sections = Section.objects.filter(essay=essay).order_by("revision__number", "position", "id")
    quotes = Quote.objects.filter(essay=essay).order_by("revision__number", "position", "id")
    return (
        essay.number,
        essay.title,
        essay.subtitle,
        essay.deleted_at is None,
        list(essay.revisions.order_by("number").values_list(*texts)),
        list(sections.values_list("revision__number", *rows)),
        list(quotes.values_list("revision__number", *said)),
        [[spot[1:] for spot in parts] for parts in quotes.values_list("parts", flat=True)],
    )
