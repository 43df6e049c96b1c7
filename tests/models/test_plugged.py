"""Checks of others: called, bounded in time, and never in the way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from essays.documents.proofreading import Issue, Severity
from essays.documents.version import Version
from essays.models import plugged
from essays.models.proofreading import proofread
from essays.workflow import COMMAND_LINE, TransitionNotAllowed
from tests.factories import Part, make_essay

pytestmark = pytest.mark.django_db

let_go = threading.Event()


def finds_lanes(version: Version) -> Iterator[Issue]:
    for section in version.sections:
        for number, text in enumerate(section.texts):
            if (at := text.find("小路")) >= 0:
                yield Issue("lane", Severity.BLOCK, "a lane", {}, section.uid, number, at, at + 2)


def fails(version: Version) -> list[Issue]:
    raise OSError("the service is away")


def hangs(version: Version) -> list[Issue]:
    let_go.wait(30)
    return []


def talks_nonsense(version: Version) -> list[Any]:
    return ["a word"]


def lacks_a_word(version: Version) -> list[Issue]:
    return [Issue("x", Severity.HINT, "%(missing)s")]


def plug(settings: Any, *checks: Any) -> None:
    settings.PROOFREADING_CHECKS = [f"{__name__}.{check.__name__}" for check in checks]


@pytest.fixture
def revision() -> Any:
    return make_essay(parts=[Part("村里的小路修好了。")]).freeze(by=COMMAND_LINE)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(plugged, "TIME_LIMIT", 0.05)
    let_go.clear()
    yield
    let_go.set()


def test_a_check_of_others_stops_submission_like_one_of_ours(revision: Any, settings: Any) -> None:
    plug(settings, finds_lanes)

    with pytest.raises(TransitionNotAllowed, match="a lane"):
        revision.submit(by=COMMAND_LINE)


@pytest.mark.parametrize("check", [fails, talks_nonsense, lacks_a_word])
def test_a_check_that_fails_is_a_hint_and_stops_nobody(revision: Any, settings: Any, check: Any) -> None:
    plug(settings, check, finds_lanes)

    assert [(issue.code, issue.severity) for issue in proofread(revision)] == [
        ("check-failed", Severity.HINT),
        ("lane", Severity.BLOCK),
    ]


def test_a_check_that_is_not_there_is_a_hint(revision: Any, settings: Any) -> None:
    settings.PROOFREADING_CHECKS = ["nowhere.at_all"]

    assert [issue.code for issue in proofread(revision)] == ["check-failed"]


@pytest.mark.usefixtures("impatient")
def test_a_slow_check_is_a_hint_and_is_waited_for_no_longer(revision: Any, settings: Any) -> None:
    plug(settings, hangs)

    assert [issue.code for issue in proofread(revision)] == ["check-slow"]
    revision.submit(by=COMMAND_LINE)


@pytest.mark.usefixtures("impatient")
def test_a_check_that_hangs_again_and_again_is_not_asked_any_more(revision: Any, settings: Any) -> None:
    plug(settings, hangs)
    running = threading.active_count()
    for _attempt in range(plugged.MOST_RUNNING + 3):
        proofread(revision)

    assert threading.active_count() - running <= plugged.MOST_RUNNING
