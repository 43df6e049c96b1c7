"""The import command as a process: killed, interrupted, run twice at once, on a site that is not ready."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import MANAGE, environment_of, manage
from tests.importing.texts import RIVER, SAID, text_of
from tests.shared import REPOSITORY

KILLS, FILES, SEED = 20, 200, 7
SMALL = {"春天的见闻": (RIVER, SAID), "路边的灯": ("晚上也有人，##paidbegin##在灯下散步。##paidend##",)}
KEY = "tests-only-" + "k" * 50


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose database has its tables and nothing in them."""
    (tmp_path / "data").mkdir()
    manage(tmp_path, "migrate", "-v0", SECRET_KEY=KEY)
    return tmp_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "documents", FILES)


def write(folder: Path, files: int) -> Path:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number}.txt").write_text(text_of(SMALL, f"{number}号村心得体会"), encoding="utf-8")
    return folder


def killing(site: Path, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.management.killing", *map(str, arguments)],
        env=environment_of(site, SECRET_KEY=KEY),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return done.stdout


def start(site: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*MANAGE, "import_documents", *map(str, arguments)],
        env=environment_of(site, SECRET_KEY=KEY),
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def sources(site: Path) -> int:
    return int(json.loads(manage(site, "shell", "-v0", "-c", COUNT, SECRET_KEY=KEY).stdout))


COUNT = "from essays.models import Source; print(Source.objects.count())"


def test_a_killed_import_leaves_whole_documents_and_goes_on_where_it_stopped(site: Path, folder: Path) -> None:
    lines = killing(site, "kill", folder, KILLS, SEED).splitlines()

    assert len(lines) == KILLS
    for line in lines:
        was_killed, integrity, *rows = line.split()
        collections, essays, sections, quotes, attributions, revisions, files = map(int, rows)
        assert (was_killed, integrity) == ("True", "ok")
        assert files == collections
        assert (essays, revisions) == (2 * files, 2 * files)
        assert (sections, quotes, attributions) == tuple(files * each for each in per_file(lines))
    assert 0 < int(lines[-1].split()[2]) < FILES

    assert manage(site, "import_documents", str(folder), SECRET_KEY=KEY).returncode == 0
    (folder.parent / "other" / "data").mkdir(parents=True)
    manage(folder.parent / "other", "migrate", "-v0", SECRET_KEY=KEY)
    undisturbed = manage(folder.parent / "other", "import_documents", str(folder), "--jobs", "2", SECRET_KEY=KEY)
    assert undisturbed.returncode == 0
    assert killing(site, "state") == killing(folder.parent / "other", "state")


def per_file(lines: list[str]) -> Iterator[int]:
    """How many sections, quotes and attributions one file has."""
    last = [int(word) for word in lines[-1].split()[2:]]
    return (count // last[0] for count in last[2:5])


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_with_130_and_says_what_is_done(site: Path, folder: Path) -> None:
    running = start(site, folder, "--jobs", 2, "--lang", "en")
    while running.poll() is None and not sources(site):
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)

    assert running.returncode == 130, err
    assert "Interrupted" in err
    assert "Traceback" not in err
    assert f"created {sources(site)}." in out


def test_two_imports_at_once_double_nothing(site: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "few", 30)

    both = [start(site, folder, "-q") for _ in range(2)]
    ends = [running.communicate(timeout=120)[1] for running in both]

    assert [running.returncode for running in both] == [0, 0], ends
    assert sources(site) == 30


def test_a_dry_run_leaves_the_database_file_as_it_was(site: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "few", 3)
    manage(site, "import_documents", str(folder / "1.txt"), SECRET_KEY=KEY)
    before = checksum(site)

    done = manage(site, "import_documents", str(folder), "--dry-run", SECRET_KEY=KEY)

    assert done.returncode == 0
    assert checksum(site) == before


def checksum(site: Path) -> str:
    """Of the database's pages, those still in the write-ahead log included."""
    files = sorted((site / "data").glob("site.sqlite3*"))
    kept = [path for path in files if not path.name.endswith("-shm") and path.stat().st_size]
    return hashlib.sha256(b"".join(path.read_bytes() for path in kept)).hexdigest()


def test_a_site_without_tables_is_told_which_command_to_run(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    folder = write(tmp_path / "few", 1)

    done = manage(tmp_path, "import_documents", str(folder), "--lang", "en", SECRET_KEY=KEY)

    assert (done.returncode, done.stdout) == (2, "")
    assert "manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_locked_database_is_told_in_words(site: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "few", 1)
    url = f"sqlite:///{site}/data/site.sqlite3?timeout=1"
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(site / "data/site.sqlite3")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holding.stdout is not None
    holding.stdout.readline()

    done = manage(site, "import_documents", str(folder), "--lang", "en", SECRET_KEY=KEY, DATABASE_URL=url)
    holding.communicate()

    assert done.returncode == 2, done.stderr
    assert "The database is busy" in done.stderr


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_text_that_the_terminal_cannot_show_stops_nothing(site: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "few", 1)

    done = manage(site, "import_documents", str(folder), "--dry-run", SECRET_KEY=KEY, PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "`-" in done.stdout
