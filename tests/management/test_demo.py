"""The demonstration from outside: a site of its own in a folder, made twice, served once."""

from __future__ import annotations

import hashlib
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from essays.management.commands.demo import samples
from tests.commands import MANAGE, environment_of, free_port, manage
from tests.shared import REPOSITORY


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    made = manage(folder, "demo", "--no-serve", "--lang", "en")
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


def rows_of(site: Path) -> str:
    """A fingerprint of everything in the database."""
    with sqlite3.connect(site / "data" / "site.sqlite3") as database:
        return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()


def asked(site: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(site / "data" / "site.sqlite3") as database:
        return database.execute(query).fetchall()


def test_every_form_of_document_is_shown() -> None:
    assert {path.suffix for path in samples()} == {".txt", ".md", ".html", ".docx"}
    assert len(samples()) >= 4


def test_each_sample_becomes_one_published_collection(site: Path) -> None:
    published = asked(
        site, "SELECT count(DISTINCT e.collection_id) FROM essays_revision r JOIN essays_essay e ON e.id = r.essay_id"
        " WHERE r.live_from IS NOT NULL AND r.live_until IS NULL"
    )  # fmt: skip

    assert published == [(len(samples()),)]
    assert asked(site, "SELECT count(*) FROM essays_essay WHERE number > 0") == [(13,)]


def test_samples_show_free_and_paid_text_and_quotes(site: Path) -> None:
    frozen = "FROM essays_section WHERE revision_id IS NOT NULL AND"

    assert asked(site, f"SELECT count(*) > 10 {frozen} is_paid") == [(1,)]
    assert asked(site, f"SELECT count(*) > 10 {frozen} NOT is_paid") == [(1,)]
    assert asked(site, f"SELECT count(*) > 0 {frozen} continues = 'paragraph'") == [(1,)]
    assert asked(site, "SELECT count(*) > 40 FROM essays_quote WHERE revision_id IS NOT NULL") == [(1,)]


def test_a_second_run_changes_nothing_and_prints_the_accounts_again(site: Path) -> None:
    rows, passwords = rows_of(site), (site / "data" / "demo-accounts.txt").read_text(encoding="utf-8")
    again = manage(site, "demo", "--no-serve", "--lang", "en")

    assert again.returncode == 0, again.stderr
    assert rows_of(site) == rows
    assert (site / "data" / "demo-accounts.txt").read_text(encoding="utf-8") == passwords
    for line in passwords.splitlines():
        assert all(word in again.stdout for word in line.split("\t"))


def test_secrets_are_for_the_owner_alone(site: Path) -> None:
    assert {(site / "data" / name).stat().st_mode & 0o777 for name in ("secret_key", "demo-accounts.txt")} == {0o600}


def test_a_busy_port_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = manage(tmp_path, "demo", "--lang", "en", "--port", str(other.getsockname()[1]))

    assert refused.returncode == 1
    assert "is in use" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "data" / "site.sqlite3").exists()


@contextmanager
def serving(site: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demo's server and its address, from the first answer on."""
    port = free_port()
    server = subprocess.Popen(
        [*MANAGE, "demo", "--port", str(port)],
        env=environment_of(site),
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield server, address
    finally:
        if server.poll() is None:
            server.terminate()
            server.communicate(timeout=20)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as (_server, address):
        yield address


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def fetch(address: str) -> tuple[str, dict[str, str]]:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode(), dict(answer.headers)


def test_the_home_page_lists_the_samples(address: str) -> None:
    page, headers = fetch(address + "/")

    assert "青禾县乡村图书馆建设心得体会" in page
    assert "读书札记" in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_static_files_are_served_under_lasting_names(address: str) -> None:
    page, _headers = fetch(address + "/accounts/login/")
    sheet = next(part for part in page.split('"') if part.startswith("/static/") and part.endswith(".css"))
    _css, headers = fetch(address + sheet)

    assert "immutable" in headers["Cache-Control"]


def test_only_this_machine_is_answered(address: str) -> None:
    port = int(address.rpartition(":")[2])
    # The whole of 127/8 is this machine, so a server open to all networks would answer here.
    with socket.socket() as elsewhere, pytest.raises(ConnectionRefusedError):
        elsewhere.connect(("127.0.0.2", port))


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_it_quietly(site: Path) -> None:
    with serving(site) as (server, _address):
        server.send_signal(signal.SIGINT)
        output, _none = server.communicate(timeout=30)

    assert server.returncode == 0
    assert "Traceback" not in output
