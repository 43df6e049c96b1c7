from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from essays.models import SearchRow, SearchState
from essays.models.grams import gram_index
from essays.search.finding import Filters, Finding
from essays.search.query import read_query
from essays.search.rebuilding import is_ready, rebuild
from tests.factories import make_collection, publish
from tests.models.test_searching import READER

pytestmark = pytest.mark.django_db


def rows() -> list[Any]:
    return list(SearchRow.objects.order_by("pk").values())


def found(words: str) -> int:
    from django.utils import timezone

    return Finding(read_query(words), Filters(), READER, timezone.now()).total


@pytest.mark.parametrize("options", [[], ["--from-nothing"]])
def test_the_index_is_made_again_as_it_was(options: list[str]) -> None:
    publish(make_collection(essays=2))
    before, hits, out = rows(), found("小河"), StringIO()

    call_command("rebuild_search", *options, stdout=out)

    assert rows() == before
    assert found("小河") == hits > 0
    assert out.getvalue().startswith(f"可检索 {len(before)} 条")


def test_an_index_that_was_never_whole_is_made_from_nothing() -> None:
    publish(make_collection(essays=1))
    hits = found("小河")
    gram_index().clear()
    SearchState.objects.update(version=0)
    assert not is_ready()
    assert found("小河") == 0

    call_command("rebuild_search", stdout=StringIO())

    assert is_ready()
    assert found("小河") == hits


def test_an_interrupted_one_is_not_ready_and_is_begun_again() -> None:
    for title in ("甲文集", "乙文集"):
        publish(make_collection(title, essays=1))
    hits = found("小河")
    steps = rebuild(from_nothing=True)
    next(steps)
    steps.close()
    assert not is_ready()

    assert len(list(rebuild())) == 2

    assert is_ready()
    assert found("小河") == hits


def test_searches_are_answered_before_the_index_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(make_collection(essays=1))
    hits = found("小河")

    def interrupt(_index: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(gram_index()), "tidy", interrupt)
    with pytest.raises(CommandError):
        call_command("rebuild_search", from_nothing=True, stdout=StringIO())

    assert is_ready()
    assert found("小河") == hits
    publish(make_collection("后来的文集", essays=1))
    assert found("小河") == 2 * hits


def test_rows_of_essays_that_are_gone_go() -> None:
    collection = publish(make_collection(essays=1))
    collection.delete()
    assert SearchRow.objects.exists()

    call_command("rebuild_search", stdout=StringIO())

    assert rows() == []
    assert found("小河") == 0


def test_a_database_that_is_not_ready_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from essays.management.commands import rebuild_search
    from essays.management.database import NotReadyError

    def refuse() -> None:
        raise NotReadyError("先迁移。")

    monkeypatch.setattr(rebuild_search, "check_ready", refuse)
    with pytest.raises(CommandError, match=r"先迁移。") as refusal:
        call_command("rebuild_search")
    assert refusal.value.returncode == 2
