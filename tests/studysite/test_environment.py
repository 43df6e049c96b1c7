from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from studysite import environment


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv("VALUE", raising=False)
    monkeypatch.delenv("SQLITE_SYNCHRONOUS", raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1", True),
        ("true", True),
        (" YES ", True),
        ("on", True),
        ("0", False),
        ("No", False),
        ("off", False),
        ("", False),
    ],
)
def test_a_flag_is_a_yes_or_a_no(given: pytest.MonkeyPatch, raw: str, expected: bool) -> None:
    given.setenv("VALUE", raw)

    assert environment.flag("VALUE", default=not expected) is expected


def test_an_unset_flag_has_its_default(given: pytest.MonkeyPatch) -> None:
    assert environment.flag("VALUE") is False
    assert environment.flag("VALUE", True) is True


@pytest.mark.parametrize("raw", ["ture", "2", "-", "nein"])
def test_a_misspelt_flag_is_refused_by_name(given: pytest.MonkeyPatch, raw: str) -> None:
    given.setenv("VALUE", raw)

    with pytest.raises(ImproperlyConfigured, match=f"VALUE='{raw}' is not a yes or a no"):
        environment.flag("VALUE")


def test_a_number_has_its_range(given: pytest.MonkeyPatch) -> None:
    assert environment.integer("VALUE", 7, least=1, most=9) == 7
    given.setenv("VALUE", " 9 ")
    assert environment.integer("VALUE", 7, least=1, most=9) == 9
    given.setenv("VALUE", "10")
    with pytest.raises(ImproperlyConfigured, match="VALUE=10 is out of range: 1 to 9"):
        environment.integer("VALUE", 7, least=1, most=9)
    given.setenv("VALUE", "9.5")
    with pytest.raises(ImproperlyConfigured, match="is not a whole number"):
        environment.integer("VALUE", 7, least=1, most=9)


def test_a_list_is_separated_by_commas(given: pytest.MonkeyPatch) -> None:
    given.setenv("VALUE", "a.example , ,b.example,")

    assert environment.words("VALUE", "c") == ["a.example", "b.example"]


def test_a_choice_names_what_may_be_chosen(given: pytest.MonkeyPatch) -> None:
    assert environment.choice("VALUE", "NORMAL", {"NORMAL", "FULL"}) == "NORMAL"
    given.setenv("VALUE", "OFF")
    with pytest.raises(ImproperlyConfigured, match="choose from FULL, NORMAL"):
        environment.choice("VALUE", "NORMAL", {"NORMAL", "FULL"})


def test_a_folder_may_begin_with_the_home(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given.setenv("HOME", str(tmp_path))
    given.setenv("VALUE", "~/site")

    assert environment.folder("VALUE", Path("/nowhere")) == (tmp_path / "site").resolve()


def test_sqlite_takes_the_write_lock_at_once(given: pytest.MonkeyPatch) -> None:
    config = environment.database("VALUE", Path("/somewhere/site.sqlite3"))

    assert config["NAME"] == "/somewhere/site.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert "synchronous=NORMAL" in config["OPTIONS"]["init_command"]


def test_sqlite_can_be_told_to_survive_a_power_cut(given: pytest.MonkeyPatch) -> None:
    given.setenv("SQLITE_SYNCHRONOUS", "FULL")

    assert "synchronous=FULL" in environment.database("VALUE", Path("x"))["OPTIONS"]["init_command"]


def test_postgresql_gets_no_option_of_sqlite(given: pytest.MonkeyPatch) -> None:
    given.setenv("VALUE", "postgres://writer:secret@db.example:5433/site")
    config = environment.database("VALUE", Path("x"))

    assert (config["ENGINE"], config["HOST"], config["PORT"]) == ("django.db.backends.postgresql", "db.example", 5433)
    assert "transaction_mode" not in config.get("OPTIONS", {})


@pytest.mark.parametrize("raw", ["postgress://host/db", "site.sqlite3", "postgres://host:port/db"])
def test_a_database_that_is_no_url_is_refused_by_name(given: pytest.MonkeyPatch, raw: str) -> None:
    given.setenv("VALUE", raw)

    with pytest.raises(ImproperlyConfigured, match="VALUE is not a database URL"):
        environment.database("VALUE", Path("x"))


def test_the_folder_of_the_default_database_is_made(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given.delenv("VALUE", raising=False)

    environment.database("VALUE", tmp_path / "new" / "site.sqlite3")

    assert (tmp_path / "new").is_dir()


def test_a_database_folder_that_cannot_be_made_is_refused_by_name(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given.delenv("VALUE", raising=False)
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured, match="set VALUE"):
        environment.database("VALUE", tmp_path / "file" / "site.sqlite3")


@pytest.mark.parametrize(
    ("raw", "backend", "location"),
    [
        ("locmem://", "locmem.LocMemCache", ""),
        ("dummy://", "dummy.DummyCache", ""),
        ("db://", "db.DatabaseCache", "site_cache"),
        ("db://other", "db.DatabaseCache", "other"),
        ("redis://127.0.0.1:6379/0", "redis.RedisCache", "redis://127.0.0.1:6379/0"),
    ],
)
def test_a_cache_is_chosen_by_its_url(given: pytest.MonkeyPatch, raw: str, backend: str, location: str) -> None:
    given.setenv("VALUE", raw)
    config = environment.cache("VALUE")

    assert config["BACKEND"] == f"django.core.cache.backends.{backend}"
    assert config["LOCATION"] == location


def test_an_unknown_cache_is_refused_by_name(given: pytest.MonkeyPatch) -> None:
    given.setenv("VALUE", "memcached://localhost")

    with pytest.raises(ImproperlyConfigured, match="VALUE='memcached://localhost' is unknown"):
        environment.cache("VALUE")
