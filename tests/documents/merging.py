"""Small trees for tests of the plan, and the site that a plan would leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from essays.documents import html
from essays.documents.plan import (
    Action,
    Imported,
    Names,
    Plan,
    Working,
    WorkingEssay,
    WorkingQuote,
    WorkingSection,
    essays_of,
)
from essays.documents.tree import Continues, Document, Essay, Paragraph, Part, Section, Speech, SpeechKind

RIVER = "桥下的小河流了一百年，两岸的人家靠它洗衣做饭。老人们说，河水最清的时候能看见鱼。"
ROAD = "村口的小路通向集市，赶集的日子天不亮就有人挑着担子出门。后来修了公路，小路长满了草。"
SCHOOL = "学校只有三间瓦房，冬天没有炉子，孩子们跺着脚念书。如今新楼盖起来了，窗户又大又亮。"
FIELD = "田里的稻子一年两熟，插秧的时候全村人都下田。现在机器代替了人手，年轻人去了城里。"
NEW = "图书室开在祠堂里，晚上灯火通明。下棋的老人和写作业的孩子坐在一张长桌旁。"


def paragraph(text: str, line: int = 0) -> Paragraph:
    return Paragraph(text, html.escape_paragraph(text), line)


def section(
    text: str, heading: str = "", *, paid: bool = False, continues: Continues = Continues.NO, line: int = 0
) -> Section:
    return Section(heading, tuple(paragraph(one, line) for one in text.split("\n")), paid, continues, line)


def quote(text: str, sections: Sequence[Section], speaker: str = "", kind: SpeechKind = SpeechKind.DIRECT) -> Speech:
    """A quote whose words stand in one of the sections."""
    index = next(index for index, one in enumerate(sections) if text in one.text)
    start = sections[index].text.index(text)
    part = Part(index, start, start + len(text))
    return Speech(text, (text,), (part,), kind, speaker, is_paid=sections[index].is_paid, rule="test")


def essay(number: int, *sections: Section, title: str = "", quotes: Sequence[Speech] = ()) -> Essay:
    return Essay(number, title or f"第{number}篇", "", sections, tuple(quotes))


def document(*essays: Essay, title: str = "乡村小路心得体会", count: int | None = None) -> Document:
    return Document(title, count, None, essays)


@dataclass(frozen=True, slots=True)
class Site:
    """What stands after an import: the working copy, and what the next import remembers of this one."""

    ours: Working
    base: Imported


def site_after(plan: Plan, theirs: Document, before: Site | None = None) -> Site:
    """Apply a plan to memory, the way rows are written."""
    fresh = count(1)
    quotes = {one.uid: one for essay_ in (before.ours.essays if before else ()) for one in essay_.quotes}
    in_bin = {one.id for one in (before.ours.essays if before else ()) if one.is_discarded}
    essays, names = [], [Names() for _essay in essays_of(theirs)]
    for step in plan.essays:
        uids = [row.uid or f"{id(plan)}-{next(fresh)}" for row in step.sections]
        rows = [
            WorkingSection(uid, row.heading, row.body, row.is_paid, row.continues, row.line)
            for uid, row in zip(uids, step.sections, strict=True)
        ]
        spoken = []
        for one in step.quotes:
            old = quotes.get(one.uid)
            spoken.append(
                WorkingQuote(
                    one.uid or f"{id(plan)}-q{next(fresh)}",
                    one.text,
                    tuple((uids[spot.section], spot.start, spot.end) for spot in one.spots),
                    one.voice.kind,
                    one.voice.speaker,
                    one.voice.organisation,
                    one.voice.title,
                    one.voice.affiliations,
                    bool(old and old.is_settled and not one.is_reworded),
                    not one.spots,
                )
            )
        id_ = step.id or 1000 + next(fresh)
        made = WorkingEssay(id_, step.number, step.title, step.subtitle, tuple(rows), tuple(spoken))
        stays_there = step.action is Action.KEEP and id_ in in_bin
        essays.append(replace(made, is_discarded=step.action is Action.DISCARD or stays_there))
        if step.source is not None:
            names[step.source] = Names(id_, tuple("" if at is None else uids[at] for at in step.origins))
    collection = plan.collection
    return Site(Working(collection.title, collection.declared_count, tuple(essays)), Imported(theirs, tuple(names)))
