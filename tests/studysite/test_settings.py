from __future__ import annotations

import json
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.commands import environment_of, manage
from tests.shared import REPOSITORY

SHOW = """
import json, sys
from studysite import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def settings_of(site: Path, *names: str, **variables: str) -> dict[str, Any]:
    shown = subprocess.run(
        [sys.executable, "-c", SHOW, *names],
        env=environment_of(site, **{"SECRET_KEY": "k" * 60, **variables}),
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(shown.stdout))


def test_a_bare_start_is_not_in_debug_and_answers_this_machine_only(tmp_path: Path) -> None:
    bare = settings_of(tmp_path, "DEBUG", "ALLOWED_HOSTS", "DATABASES")

    assert bare["DEBUG"] is False
    assert bare["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert bare["DATABASES"]["default"]["NAME"] == str(tmp_path / "data" / "site.sqlite3")


def test_https_switches_everything_that_belongs_to_it(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")

    assert not any(settings_of(tmp_path, *names).values())
    assert all(settings_of(tmp_path, *names, HTTPS="1").values())


def test_the_storage_follows_the_manifest(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "COLLECTED")["COLLECTED"] is False

    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    collected = settings_of(tmp_path, "COLLECTED", "STORAGES")

    assert collected["COLLECTED"] is True
    assert "Manifest" in collected["STORAGES"]["staticfiles"]["BACKEND"]


@pytest.mark.django_db
def test_pages_render_before_static_files_are_collected(stranger: Client) -> None:
    assert not settings.DEBUG
    assert not settings.COLLECTED

    assert stranger.get("/accounts/login/").status_code == 200


def test_a_production_environment_passes_the_deployment_check(tmp_path: Path) -> None:
    production = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "HTTPS": "1",
        "BEHIND_PROXY": "1",
        "ALLOWED_HOSTS": "essays.example",
    }
    (tmp_path / "data").mkdir()
    assert manage(tmp_path, "collectstatic", "--noinput", **production).returncode == 0

    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **production)

    assert checked.returncode == 0, checked.stderr


def test_plain_http_does_not_pass_it(tmp_path: Path) -> None:
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=secrets.token_urlsafe(50))

    assert checked.returncode != 0
    assert "security.W008" in checked.stderr


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_runs_with_a_write_ahead_log_and_foreign_keys() -> None:
    with connection.cursor() as cursor:
        values = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")}

    assert values == {"journal_mode": "wal", "foreign_keys": 1}
