"""Files read side by side: in order, each within its limits, and none at the cost of another."""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from essays.documents.batch import Outcome, Task, load, pool, read_files

TEXT = "乡村小路心得体会\n篇1：乡村小路\n小路的来历\n小路通向集市。\n"


def task(key: str, text: str = TEXT, **fields: object) -> Task:
    return Task(key, key, data=text.encode(), **fields)  # type: ignore[arg-type]


def codes(outcome: Outcome) -> list[str]:
    return [message.code for message in outcome.errors]


def write(folder: Path, name: str, data: bytes) -> Task:
    path = folder / name
    path.write_bytes(data)
    return Task(name, name, path)


def test_a_file_is_read_with_its_digest(tmp_path: Path) -> None:
    outcome = load(write(tmp_path, "a.txt", TEXT.encode()))

    assert outcome.parsed is not None
    assert (outcome.parsed.document.title, outcome.sha256) == (
        "乡村小路心得体会",
        hashlib.sha256(TEXT.encode()).hexdigest(),
    )


def test_a_file_known_already_is_not_parsed() -> None:
    outcome = load(task("a.txt", known=hashlib.sha256(TEXT.encode()).hexdigest()))

    assert (outcome.is_unchanged, outcome.parsed) == (True, None)


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    started = time.monotonic()

    outcome = load(Task("large.txt", "large.txt", path))

    assert codes(outcome) == ["E104"]
    assert outcome.errors[0].params == {"size": 200.0, "limit": 20.0}
    assert time.monotonic() - started < 1


def test_what_is_no_file_or_not_there_is_a_message(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    for name in ("pipe.txt", "missing.txt", "."):
        outcome = load(Task(name, name, tmp_path / name))
        assert (codes(outcome), outcome.is_unreadable) == (["E184"], True)


def test_a_fault_of_a_reader_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise KeyError("w:p")

    monkeypatch.setattr("essays.documents.batch.task.parse", fail)

    assert codes(load(task("a.txt"))) == ["E183"]


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_outcomes_come_in_the_order_of_the_tasks(jobs: int) -> None:
    names = [f"{number}.txt" for number in range(12)]

    found = [outcome.task.key for outcome in read_files((task(name) for name in names), jobs)]

    assert found == names


def test_no_more_files_are_taken_than_are_soon_needed() -> None:
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield task(f"{number}.txt")

    outcomes = read_files(tasks(), 2)
    next(outcomes)

    assert taken <= 2 * pool.WAITING + 1
    outcomes.close()  # type: ignore[attr-defined]


LARGE = "乡村小路心得体会\n" + "小路通向集市。\n" * 400_000


def test_a_reader_that_takes_too_long_is_ended_and_the_others_go_on() -> None:
    large = task("b.txt", LARGE)  # a small one can be done before anybody looks at the clock
    tasks = [task("a.txt"), large, task("c.txt")]

    found = list(read_files(tasks, 1, lambda one: 0.0 if one.key == "b.txt" else 60.0))

    assert [codes(outcome) for outcome in found] == [[], ["E182"], []]


def test_a_reader_that_dies_is_reported_and_the_others_go_on() -> None:
    large = task("b.txt", LARGE)
    outcomes = read_files([task("a.txt"), large, task("c.txt"), task("d.txt")], 1)
    first = next(outcomes)
    killer = threading.Thread(target=_kill_the_reader_at_work)
    killer.start()

    found = [first, *outcomes]

    killer.join()
    assert [codes(outcome) for outcome in found] == [[], ["E183"], [], []]
    assert "SIGKILL" in str(found[1].errors[0].params["reason"])


def _kill_the_reader_at_work() -> None:
    """Kill the reading process once it has spent some time on its file."""
    (pid,) = _children_of_the_fork_server()
    before, deadline = _cpu_seconds(pid), time.monotonic() + 60
    while _cpu_seconds(pid) < before + 0.2 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)


def _children_of_the_fork_server() -> list[int]:
    parents = {pid for pid in _processes() if _parent(pid) == os.getpid()}
    return [pid for pid in _processes() if _parent(pid) in parents]


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _cpu_seconds(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def test_no_process_outlives_the_reading() -> None:
    list(read_files([task("a.txt"), task("b.txt")], 2))

    deadline = time.monotonic() + 5
    while _children_of_the_fork_server() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _children_of_the_fork_server() == []


def test_time_allowed_grows_with_the_size() -> None:
    small, large = task("a.txt", "x"), task("b.txt", "x" * 2 * 1024 * 1024)

    assert pool.seconds_for(large) - pool.seconds_for(small) == pytest.approx(2 * pool.SECONDS_A_MEGABYTE, abs=0.1)
