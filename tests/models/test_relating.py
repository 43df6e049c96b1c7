"""Keywords and related essays are made of free text, and follow what is public."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from essays.access import STRANGER
from essays.models import Essay, Keyword, RelatedEssay, Revision, Section
from essays.reading.topics import essays_about, related_to, topics, topics_like, topics_of
from essays.workflow import COMMAND_LINE
from tests.factories import Part, make_collection, make_essay, publish

pytestmark = pytest.mark.django_db

BRIDGE = "石桥横在河上，石桥边住着渔民，渔民天天从石桥上走过，说这座石桥是祖上一块一块垒起来的。"
NEARLY = "石桥横在河上，石桥边住着渔民，渔民天天从石桥上走过，都说这座石桥是祖上一块一块垒成的。"
TEA = "茶园在半山腰，采茶的人清早上山，茶园里的露水还没有干，采茶的歌声已经响起来了。"
SECRET = "灯塔守夜人记下灯塔的每一次熄灭，灯塔的灯油从来没有缺过，守夜人说灯塔就是他的家。"


def words(essay: Essay) -> set[str]:
    return set(Keyword.objects.filter(revision__essay=essay).values_list("word", flat=True))


def live(essay: Essay) -> Revision:
    return Revision.objects.live().select_related("essay__collection").get(essay=essay)


def make(title: str, *texts: str, paid: tuple[str, ...] = ()) -> Essay:
    parts = [*(Part(text) for text in texts), *(Part(text, "付费", paid=True) for text in paid)]
    return make_essay(make_collection(title), title="随笔", parts=parts)


def related(essay: Essay) -> list[tuple[int, int, str]]:
    return [
        (found.revision.essay_id, found.passages, found.anchor)
        for found in related_to(live(essay), STRANGER, timezone.now())
    ]


def test_keywords_come_with_publication_and_go_with_withdrawal() -> None:
    essay = make("河流文集", BRIDGE)
    assert words(essay) == set()

    publish(essay)
    assert {"石桥", "渔民"} <= words(essay)

    essay.withdraw(by=COMMAND_LINE)
    assert words(essay) == set()


def test_paid_text_makes_no_keyword_and_relates_nothing() -> None:
    one, other = make("河流文集", BRIDGE, paid=(SECRET,)), make("海边文集", TEA, paid=(SECRET,))
    publish(one)
    publish(other)

    assert not {"灯塔", "守夜人"} & (words(one) | words(other))
    assert related(one) == []


def test_a_new_revision_has_its_own() -> None:
    essay = make("河流文集", BRIDGE)
    publish(essay)
    Section.objects.working().filter(essay=essay).update(body=f"<p>{TEA}</p>")
    publish(essay)

    assert "茶园" in words(essay)
    assert "石桥" not in words(essay)


def test_nearly_the_same_passage_is_told_both_ways() -> None:
    one, other = make("河流文集", TEA, BRIDGE), make("石桥文集", NEARLY)
    publish(one)
    publish(other)
    [there] = Section.objects.filter(revision=live(other))
    here = Section.objects.filter(revision=live(one)).order_by("position")[1]

    assert related(one) == [(other.pk, 1, f"#s-{there.uid}-1")]
    assert related(other) == [(one.pk, 1, f"#s-{here.uid}-1")]


def test_essays_about_the_same_are_related_without_a_common_passage() -> None:
    one = make("河流文集", "石桥修好了，渔民来了，石桥上站满渔民。")
    other = make("石桥文集", "老渔民爱说石桥的来历，渔民的孩子在石桥下游水。")
    apart = make("茶山文集", TEA)
    for essay in (one, other, apart):
        publish(essay)

    assert related(one) == [(other.pk, 0, "")]
    assert related(apart) == []


def test_essays_of_one_collection_are_not_offered_to_each_other() -> None:
    collection = make_collection("河流文集")
    one = make_essay(collection, 1, parts=[Part(BRIDGE)])
    make_essay(collection, 2, parts=[Part(BRIDGE)])
    publish(collection)

    assert related(one) == []


def test_what_is_not_live_is_neither_related_nor_a_topic() -> None:
    one, other = make("河流文集", BRIDGE), make("石桥文集", BRIDGE)
    now = timezone.now()
    publish(one)
    other.publish(by=COMMAND_LINE, at=now + timedelta(hours=1), until=now + timedelta(hours=2))
    for hours, found in ((0, 0), (1, 1), (2, 0)):
        with time_machine.travel(now + timedelta(hours=hours, seconds=1), tick=False):
            at = timezone.now()
            assert len(related(one)) == found
            assert bool(topics_of(live(one), STRANGER, at)) is bool(found)
            assert bool(topics(STRANGER, at)) is bool(found)
            assert essays_about("石桥", STRANGER, at).count() == 1 + found


def test_the_bin_takes_an_essay_out_of_all_lists() -> None:
    one, other = make("河流文集", BRIDGE), make("石桥文集", BRIDGE)
    publish(one)
    publish(other)
    other.collection.discard(by=COMMAND_LINE)

    assert related(one) == []
    assert topics(STRANGER, timezone.now()) == []


def test_topics_are_offered_by_how_they_begin() -> None:
    for title in ("河流文集", "石桥文集"):
        publish(make(title, BRIDGE))

    assert topics_like("石", STRANGER, timezone.now(), 3) == ["石桥"]
    assert topics_like("桥", STRANGER, timezone.now(), 3) == []


def test_what_a_revision_says_is_looked_at_once() -> None:
    essay = make("河流文集", BRIDGE)
    publish(essay)
    before = set(Keyword.objects.values_list("pk", flat=True))

    live(essay).publish(by=COMMAND_LINE, until=timezone.now() + timedelta(days=9))

    assert set(Keyword.objects.values_list("pk", flat=True)) == before
    assert not RelatedEssay.objects.exists()


def test_words_are_counted_and_the_nearest_are_those_with_the_heaviest_in_common() -> None:
    heavy, light, other, own = (make(title, BRIDGE) for title in ("甲集", "乙集", "丙集", "丁集"))
    for essay in (heavy, light, other, own):
        publish(essay)
    Keyword.objects.all().delete()
    for essay, word, weight in ((heavy, "石桥", 0.9), (light, "石桥", 0.2), (light, "渔民", 0.3), (own, "石桥", 1.0)):
        Keyword.objects.create(revision=live(essay), word=word, weight=weight)
    known = Keyword.objects

    assert known.counted(["石桥", "渔民", "茶园"], 2) == {"石桥": 2, "渔民": 1, "茶园": 0}
    assert known.counted([], 2) == {}
    found = known.nearest({"石桥": 0.8, "渔民": 0.6}, own.collection_id, holders=10, most=5)
    assert list(found) == [live(heavy).pk, live(light).pk]
    assert list(found.values()) == pytest.approx([0.72, 0.34])
    assert known.nearest({}, own.collection_id, holders=10, most=5) == {}
