"""The dictionary of the house, and the report of what readers looked for in vain."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essays.models import HouseWord, Keyword, MissedSearch
from essays.models import missed_search as missing
from essays.models.missed_search import note_missed, write_missed
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay, publish

pytestmark = pytest.mark.django_db

TEXT = "望江驿站开在江边，里面有热水，走累的人到望江驿站歇脚，江边的风慢慢地吹。"
LIST, REPORT = "admin:essays_houseword_changelist", "admin:essays_missedsearch_changelist"


def words() -> set[str]:
    return set(Keyword.objects.values_list("word", flat=True))


def act(client: Client, name: str, action: str, *rows: Any) -> Any:
    return client.post(
        reverse(name), {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True
    ).content.decode()


@pytest.fixture
def published() -> None:
    publish(make_essay(make_collection("江边文集"), parts=[Part(TEXT)]))


def test_a_word_that_is_added_is_a_topic_at_once_and_none_when_it_is_gone(cast: Cast, published: None) -> None:
    client = client_of(cast.editor)
    assert "望江驿站" not in words()

    page = client.post(
        reverse("admin:essays_houseword_add"), {"word": "望江驿站", "use": "whole"}, follow=True
    ).content.decode()
    assert "已重新提取1篇的话题。" in page
    assert "望江驿站" in words()

    word = HouseWord.objects.get()
    act(client, LIST, "never_offer", word)
    assert "望江驿站" not in words()
    act(client, LIST, "offer", word)
    assert "望江驿站" in words()
    act(client, LIST, "remove", word)
    assert "望江驿站" not in words()
    assert not HouseWord.objects.exists()


def test_a_changed_word_gives_the_old_one_back(cast: Cast, published: None) -> None:
    client = client_of(cast.editor)
    client.post(reverse("admin:essays_houseword_add"), {"word": "望江驿站", "use": "whole"})
    address = reverse("admin:essays_houseword_change", args=[HouseWord.objects.get().pk])
    client.post(address, {"word": "江边", "use": "never"})

    assert not {"望江驿站", "江边"} & words()


@pytest.mark.parametrize("word", ["", "江", "望江 驿站", "望江，驿站", "望" * 13])
def test_what_is_no_word_is_refused(cast: Cast, word: str) -> None:
    response = client_of(cast.editor).post(reverse("admin:essays_houseword_add"), {"word": word, "use": "whole"})

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not HouseWord.objects.exists()


def test_what_nobody_finds_is_counted_without_who_asked(stranger: Client, reader: Client, published: None) -> None:
    for client in (stranger, reader):
        client.get(reverse("search"), {"q": "雪山"})
    stranger.get(reverse("search"), {"q": "江边"})
    stranger.get(reverse("search"), {"q": "雪线", "kind": "quote"})
    stranger.head(reverse("search"), {"q": "冰川"})

    assert list(MissedSearch.objects.values_list("words", "count")) == [("雪山", 2)]
    assert {field.name for field in MissedSearch._meta.fields} == {"id", "words", "count", "first_at", "last_at"}


@pytest.mark.parametrize(
    "words", ["13800138000", "wang@example.org", "https://example.org/a", "身份证 310101199001011234"]
)
def test_what_may_be_of_a_person_is_not_kept(stranger: Client, words: str) -> None:
    assert stranger.get(reverse("search"), {"q": words}).status_code == 200
    assert not MissedSearch.objects.exists()


def test_nobody_waits_for_the_report(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "NOTE", "INSERT INTO no_such_table VALUES (%s, %s, %s, %s, %s)")

    assert stranger.get(reverse("search"), {"q": "雪山"}).status_code == 200
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM no_such_table")


@pytest.mark.sqlite
def test_a_writer_elsewhere_keeps_no_search_waiting() -> None:
    with missing._without_waiting(), connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (0,)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] > 0


def test_the_report_ends_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "MOST_ROWS", 2)
    for words in ("一个", "两个", "三个"):
        note_missed(words, timezone.now())
    write_missed(timezone.now())

    assert MissedSearch.objects.count() == 2


def test_what_is_missed_is_written_together(monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any) -> None:
    monkeypatch.setattr(missing, "_gathered", missing._Gathered())
    monkeypatch.setattr(missing, "PAUSE", timedelta(minutes=1))
    monkeypatch.setattr(missing, "MOST_GATHERED", 2)
    start = timezone.now()

    def miss(words: str, seconds: int) -> dict[str, int]:
        note_missed(words, start + timedelta(seconds=seconds))
        write_missed(start + timedelta(seconds=seconds))
        return dict(MissedSearch.objects.values_list("words", "count"))

    assert miss("雪山", 0) == {"雪山": 1}
    assert miss("雪山", 1) == miss("雪山", 30) == miss("冰川", 40) == miss("雪线", 59) == {"雪山": 1}
    assert miss("冰川", 60) == {"雪山": 3, "冰川": 2}
    assert MissedSearch.objects.get(words="冰川").last_at == start + timedelta(seconds=60)
    with django_assert_num_queries(0):
        write_missed(start + timedelta(hours=1))


def test_the_report_offers_words_for_the_dictionary(cast: Cast, stranger: Client) -> None:
    stranger.get(reverse("search"), {"q": "雪山 “冰川”"})
    row = MissedSearch.objects.get()
    client = client_of(cast.editor)
    page = client.get(reverse(REPORT)).content.decode()
    assert "雪山" in page
    assert "/search/?q=%E9%9B%AA%E5%B1%B1" in page

    act(client, REPORT, "add_to_dictionary", row)
    assert set(HouseWord.objects.values_list("word", flat=True)) == {"雪山", "冰川"}
    act(client, REPORT, "forget", row)
    assert not MissedSearch.objects.exists()


def test_who_may_only_look_neither_adds_nor_forgets(cast: Cast) -> None:
    row = MissedSearch.objects.create(words="雪山")
    client = client_of(cast.publisher)
    assert "雪山" in client.get(reverse(REPORT)).content.decode()
    for action in ("add_to_dictionary", "forget"):
        act(client, REPORT, action, row)

    assert MissedSearch.objects.exists()
    assert not HouseWord.objects.exists()


def test_old_searches_are_forgotten(capsys: pytest.CaptureFixture[str]) -> None:
    MissedSearch.objects.create(words="雪山", last_at=timezone.now() - timedelta(days=91))
    MissedSearch.objects.create(words="冰川")
    call_command("purge")

    assert list(MissedSearch.objects.values_list("words", flat=True)) == ["冰川"]
