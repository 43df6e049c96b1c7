"""The check command as its user meets it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from essays.management.commands import check_documents
from essays.management.database import NotReadyError
from essays.models import Essay, LexiconEntry, Source
from tests.commands import manage
from tests.shared import REAL_DOCUMENT, REPOSITORY, needs_shared

pytestmark = pytest.mark.django_db

SOUND = "乡村小路心得体会\n（1篇）\n篇1：小路的故事\n　　今年春天，村里的人一起修好了村口的小路。\n"
FAULTY = SOUND.replace("修好了", "修好了,高兴得很,")
BLOCKED = SOUND.replace("今年春天", "今年开展扫黑险恶专项斗争")


def run(*arguments: object, **options: Any) -> tuple[int, str, str]:
    """Exit status, standard output and standard error, in English."""
    out, err = io.StringIO(), io.StringIO()
    options = {"lang": "en", "jobs": 0, "no_color": True, **options}
    try:
        call_command("check_documents", *map(str, arguments), stdout=out, stderr=err, **options)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


def write(folder: Path, text: str, name: str = "path.txt") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_sound_file_is_zero_and_one_sentence(tmp_path: Path) -> None:
    code, out, err = run(write(tmp_path, SOUND))

    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 1


def test_a_fault_is_printed_with_its_line_and_column_and_what_to_write(tmp_path: Path) -> None:
    file = write(tmp_path, FAULTY)
    code, out, _err = run(file)
    column = FAULTY.splitlines()[3].index(",") + 1

    assert code == 0
    assert f"{file}:4:{column}" in out
    assert "help: ，" in out


def test_warnings_are_three_when_they_count(tmp_path: Path) -> None:
    assert run(write(tmp_path, FAULTY), strict=True)[0] == 3


def test_a_word_the_lexicon_blocks_is_an_error(tmp_path: Path) -> None:
    code, out, _err = run(write(tmp_path, BLOCKED))

    assert code == 1
    assert "扫黑除恶" in out


def test_a_file_that_cannot_be_imported_is_an_error_and_costs_no_other(tmp_path: Path) -> None:
    write(tmp_path, "", "a.txt")
    write(tmp_path, FAULTY, "b.txt")
    code, out, _err = run(tmp_path)

    assert code == 1
    assert "b.txt:4:" in out


def test_what_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing.txt")[0] == 2
    assert run()[0] == 2


def test_programs_get_one_object_with_the_same_findings(tmp_path: Path) -> None:
    code, out, _err = run(write(tmp_path, FAULTY), json=True)
    data = json.loads(out)

    assert (data["exit"], data["library"], data["totals"]["files"]) == (code, True, 1)
    found = [(one["code"], one["line"]) for one in data["files"][0]["messages"] if one["level"] == "warning"]
    assert found == [("mark-half-width", 4), ("mark-half-width", 4)]


def test_a_mark_the_parser_has_warned_of_is_not_named_twice(tmp_path: Path) -> None:
    file = write(tmp_path, SOUND + "　　他说：“小路真好走，大家都来看看。\n")
    codes = [one["code"] for one in json.loads(run(file, json=True)[1])["files"][0]["messages"]]

    assert "W221" in codes
    assert "pair-unclosed" not in codes


def test_nothing_is_written(tmp_path: Path) -> None:
    run(write(tmp_path, FAULTY))

    assert not Essay.objects.exists()
    assert not Source.objects.exists()


def test_the_lexicon_of_the_desk_is_asked(tmp_path: Path) -> None:
    LexiconEntry.objects.create(wrong="村口", right="村头")

    assert "村头" in run(write(tmp_path, SOUND))[1]


def test_without_a_database_the_rest_is_checked_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_ready() -> None:
        raise NotReadyError("no tables")

    monkeypatch.setattr(check_documents, "check_ready", not_ready)
    code, out, err = run(write(tmp_path, FAULTY + "开展扫黑险恶专项斗争。\n"), json=True)

    assert code == 0
    assert "no tables" in err
    assert json.loads(out)["library"] is False


def test_it_runs_where_no_database_was_ever_made(tmp_path: Path) -> None:
    file = write(tmp_path, FAULTY)
    done = manage(tmp_path, "check_documents", str(file), "--lang", "en", SECRET_KEY="x" * 50)

    assert done.returncode == 0
    assert f"{file}:4:" in done.stdout
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("sample", sorted((REPOSITORY / "essays/samples").glob("*.*")), ids=lambda path: path.name)
def test_nothing_blocks_the_samples(sample: Path) -> None:
    assert run(sample)[0] == 0


@needs_shared
def test_the_real_document_has_no_fault_a_proofreader_would_mark() -> None:
    data = json.loads(run(REAL_DOCUMENT, json=True)[1])
    remarks = [one for one in data["files"][0]["messages"] if one["code"][0] not in "EWN"]

    assert remarks == []
