from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from studysite.secret import create_secret_key, read_secret_key
from tests.commands import environment_of, manage
from tests.shared import REPOSITORY

MAKE_AND_READ = """
from studysite.secret import create_secret_key, read_secret_key
create_secret_key()
print(read_secret_key())
"""


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_key_file_is_for_its_owner_alone(empty: Path) -> None:
    create_secret_key()

    assert (empty / "secret_key").stat().st_mode & 0o777 == 0o600
    assert len(read_secret_key()) >= 50
    assert [path.name for path in empty.iterdir()] == ["secret_key"]


def test_a_key_that_is_there_stays(empty: Path) -> None:
    create_secret_key()
    first = read_secret_key()
    create_secret_key()

    assert read_secret_key() == first


def test_the_environment_comes_before_the_file(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_secret_key()
    monkeypatch.setenv("SECRET_KEY", "from the environment")

    assert read_secret_key() == "from the environment"


def test_no_file_is_made_beside_a_key_of_the_environment(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "from the environment")
    create_secret_key()

    assert not empty.exists()


def test_without_any_key_the_way_out_is_said(empty: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY, or run"):
        read_secret_key()


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE_AND_READ],
            env=environment_of(tmp_path),
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _process in range(6)
    ]
    keys = {maker.communicate(timeout=60)[0].strip() for maker in makers}

    assert len(keys) == 1
    assert len(keys.pop()) >= 50


def test_a_start_without_a_key_is_refused_in_one_line(tmp_path: Path) -> None:
    refused = manage(tmp_path, "check")

    assert refused.returncode != 0
    assert "No secret key" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_misspelt_setting_is_refused_in_one_line(tmp_path: Path) -> None:
    refused = manage(tmp_path, "check", SECRET_KEY="k", DEBUG="ture")

    assert refused.returncode != 0
    assert refused.stderr.strip() == "DEBUG='ture' is not a yes or a no: write 1 or 0."
