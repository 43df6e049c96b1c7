"""The cast every test may call, and what is skipped where something is missing."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client

from essays.models import missed_search
from essays.models.grams import gram_index

from .factories import make_user
from .shared import SHARED

# Only reasons that match may skip a test; unset, every test may skip.
ALLOWED_SKIPS = os.environ.get("ALLOWED_SKIPS")
sys.modules["rjieba"] = None  # type: ignore[assignment]  # the site is tested as it is installed without the option
FORBIDDEN = pytest.StashKey[list[str]]()


@dataclass(frozen=True, slots=True)
class Cast:
    """One user a role: 录入 编辑 审核 发布 管理 of the desk, a reader, and the superuser."""

    entry: Any
    editor: Any
    reviewer: Any
    publisher: Any
    manager: Any
    reader: Any
    superuser: Any

    @property
    def staff(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("entry", "editor", "reviewer", "publisher", "manager")}


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast(
        entry=make_user("entry", "录入", staff=True),
        editor=make_user("editor", "编辑", staff=True),
        reviewer=make_user("reviewer", "审核", staff=True),
        publisher=make_user("publisher", "发布", staff=True),
        manager=make_user("manager", "管理", staff=True),
        reader=make_user("reader"),
        superuser=make_user("superuser", superuser=True),
    )


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What the test starts hears SIGINT; a shell has its background jobs, and so their children, ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def stranger() -> Client:
    """The client of somebody who never logged in."""
    return Client()


@pytest.fixture
def reader(cast: Cast) -> Client:
    """The client of a logged-in reader, who is no staff."""
    return client_of(cast.reader)


@pytest.fixture
def superuser(cast: Cast) -> Client:
    return client_of(cast.superuser)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def shared() -> Path:
    """The folder of shared data; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared data (SHARED_DIR, or `shared` beside the repository)")
    return SHARED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let every connection know the migrated rows: beside a running event loop Django opens one of its own."""
    with django_db_blocker.unblock():
        wrapper = connections[DEFAULT_DB_ALIAS]
        type(wrapper)._test_serialized_contents = getattr(wrapper, "_test_serialized_contents", "[]")


@pytest.fixture(autouse=True)
def _groups_outlive_a_flush(django_db_serialized_rollback: None) -> None:
    """A transactional test empties every table when it ends; the next one finds the migrated rows again."""


@pytest.fixture(autouse=True)
def _missed_searches_are_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed_search, "PAUSE", timedelta(0))


@pytest.fixture(autouse=True)
def _grams_are_flushed_too(request: pytest.FixtureRequest) -> Iterator[None]:
    """They stand in tables of the database's own kind, which Django does not empty with the others."""
    marker = request.node.get_closest_marker("django_db")
    is_transactional = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not is_transactional and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    gram_index().clear()


@pytest.fixture(autouse=True)
def _nobody_is_throttled_for_another_test() -> None:
    cache.clear()
    caches["pages"].clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    vendor = "postgresql" if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else "sqlite"
    names = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
    for item in items:
        for needed in names.keys() - {vendor}:
            if item.get_closest_marker(needed):
                item.add_marker(pytest.mark.skip(reason=f"needs {names[needed]}"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if ALLOWED_SKIPS is None or reporter is None:
        return
    reasons = [(report.nodeid, _reason(report)) for report in reporter.stats.get("skipped", [])]
    forbidden = [f"{node}: {reason}" for node, reason in reasons if not re.search(ALLOWED_SKIPS or "^$", reason)]
    session.config.stash[FORBIDDEN] = forbidden
    if forbidden:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if forbidden := config.stash.get(FORBIDDEN, []):
        terminalreporter.section("skipped, though nothing may be missing here", red=True)
        for line in forbidden:
            terminalreporter.line(line)


def _reason(report: Any) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
