"""The import command as its user meets it: what it prints, writes and answers."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from essays.documents.export_form import to_json
from essays.management.commands import import_documents
from essays.management.intake import gather, natural
from essays.management.reporting.cells import width
from essays.models import Collection, Essay, Revision, Source, Transition
from tests.factories import make_user
from tests.importing.texts import changed, read, text_of
from tests.shared import REAL_DOCUMENT, REPOSITORY, needs_shared

from .schema import faults

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((REPOSITORY / "essays/management/reporting/schema.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


def run(*arguments: object, **options: Any) -> Said:
    """Run the command in this process, in English, and catch what it says and answers."""
    out, err = io.StringIO(), io.StringIO()
    options = {"lang": "en", "jobs": 0, "no_color": True, **options}
    try:
        call_command("import_documents", *map(str, arguments), stdout=out, stderr=err, **options)
    except SystemExit as end:
        return Said(int(str(end.code)), out.getvalue(), err.getvalue())
    except CommandError as error:
        return Said(error.returncode, out.getvalue(), f"{err.getvalue()}{error}")
    return Said(0, out.getvalue(), err.getvalue())


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def make(text: str | bytes = "", name: str = "qingshui.txt") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else (text or text_of()).encode())
        return path

    return make


def forty(folder: Path, bad: Iterable[int] = ()) -> Path:
    """Forty documents, the bad ones pictures by another name."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, 41):
        data = b"\x89PNG\r\n\x1a\n" + bytes(64) if number in bad else text_of(title=f"{number}号村心得体会").encode()
        (folder / f"{number}.txt").write_bytes(data)
    return folder


# -- results ----------------------------------------------------------------------------------------------


def test_a_file_is_imported_and_said_so(file: Callable[..., Path]) -> None:
    said = run(file())

    assert (said.code, Essay.objects.count()) == (0, 3)
    first, *_table, last = said.out.strip().splitlines()
    assert re.match(r"created  .*qingshui\.txt → collection \d+$", first)
    assert "清水镇调研心得体会" in said.out
    assert last == "Files 1: created 1. Warnings 1, errors 0."


def test_the_same_file_again_is_unchanged(file: Callable[..., Path]) -> None:
    run(file())

    said = run(file(), strict=True)

    assert said.code == 0
    assert said.out.startswith("unchanged")
    assert Source.objects.count() == 1


def test_a_changed_file_lists_what_changes(file: Callable[..., Path]) -> None:
    run(file())

    said = run(file(changed("一百年", "三百年")))

    assert "updated 2" in said.out
    assert "~ updated Section Essay 1 · 小河两岸 (text)" in said.out


def test_a_dry_run_prints_the_tree_and_writes_nothing(file: Callable[..., Path]) -> None:
    said = run(file(), dry_run=True)

    assert said.code == 0
    assert said.out.startswith("would create")
    assert "“清水镇调研心得体会”  3 essays" in said.out
    assert "├─ Essay 1  春天的见闻" in said.out
    assert not Collection.objects.exists()


def test_a_dry_run_of_a_changed_file_prints_the_plan_of_the_real_run(file: Callable[..., Path]) -> None:
    run(file())
    path = file(changed("一百年", "三百年"))

    planned = run(path, dry_run=True, json=True).data["files"][0]
    done = run(path, json=True).data["files"][0]

    assert planned["changes"] == done["changes"] != []
    assert (planned["status"], done["status"]) == ("updated", "updated")


def test_diagnostics_go_to_standard_error(file: Callable[..., Path]) -> None:
    said = run(file(changed("说来话长", "##paidbegin##说来话长")))

    assert re.search(r"^warning W\d{3} ", said.err, re.MULTILINE)
    assert re.search(r"--> .*qingshui\.txt:\d+:\d+$", said.err, re.MULTILINE)
    assert "^^" in said.err
    assert "warning W" not in said.out


def test_quiet_says_nothing_when_all_is_well(file: Callable[..., Path]) -> None:
    assert run(file(), quiet=True) == Said(0, "", "")
    assert run(file(), verbosity=0) == Said(0, "", "")


def test_guesses_are_shown_when_asked_for(file: Callable[..., Path]) -> None:
    assert "note N" not in run(file(), dry_run=True).err
    assert "note N" in run(file(), dry_run=True, verbosity=2).err


def test_chinese_is_the_language_unless_told(file: Callable[..., Path]) -> None:
    assert "created" not in run(file(), lang=None, dry_run=True).out.splitlines()[0]


# -- exit status ------------------------------------------------------------------------------------------


def test_one_bad_file_of_forty_keeps_none_of_the_others_out(tmp_path: Path) -> None:
    said = run(forty(tmp_path, bad=[17]))

    assert said.code == 1
    assert Collection.objects.count() == 39
    assert "error E102" in said.err
    assert said.out.strip().splitlines()[-1].startswith("Files 40: created 39, not imported 1.")


def test_fail_fast_stops_at_the_first_bad_file(tmp_path: Path) -> None:
    said = run(forty(tmp_path, bad=[3]), fail_fast=True)

    assert said.code == 1
    assert Collection.objects.count() == 2
    assert "37 not tried" in said.err


def test_warnings_count_when_strict(file: Callable[..., Path]) -> None:
    path = file(text_of().replace("（3篇）", "（4篇）"))

    assert run(path, dry_run=True).code == 0
    assert run(path, dry_run=True, strict=True).code == 3


@pytest.mark.parametrize(
    ("arguments", "options", "words"),
    [
        ((), {}, "Name a file"),
        (("missing.txt",), {}, "no file or folder"),
        (("{file}",), {"publish": True}, "--yes"),
        (("{file}",), {"by": "nobody"}, "no active user"),
        (("{file}",), {"into": 99}, "no collection 99"),
        (("{file}",), {"max_size": 21.0}, "--max-size"),
        (("{file}",), {"jobs": 65}, "--jobs"),
        (("{file}", "-"), {}, "stands alone"),
        (("{folder}",), {"key": "x"}, "go with one file"),
        (("{empty}",), {}, "No file to import"),
        ((), {"explain": "X999"}, "no code"),
    ],
)
def test_wrong_use_is_told_and_answered_with_2(
    arguments: tuple[str, ...], options: dict[str, Any], words: str, tmp_path: Path
) -> None:
    (tmp_path / "file.txt").write_text(text_of(), encoding="utf-8")
    places = {"file": tmp_path / "file.txt", "folder": forty(tmp_path / "forty"), "empty": tmp_path / "empty"}
    places["empty"].mkdir()

    said = run(*(argument.format(**places) for argument in arguments), **options)

    assert (said.code, words in said.err) == (2, True), said
    assert not Collection.objects.exists()


def test_a_user_without_the_permission_is_refused(file: Callable[..., Path]) -> None:
    make_user("li", "录入")

    said = run(file(), by="li", submit=True)

    assert (said.code, "essays.submit_revision" in said.err) == (2, True)
    assert run(file(), by="li").code == 0
    assert Source.objects.get().imported_by.username == "li"


def test_a_file_that_may_not_be_read_is_an_access_fault(tmp_path: Path) -> None:
    forty(tmp_path)
    (tmp_path / "7.txt").unlink()
    (tmp_path / "7.txt").symlink_to(tmp_path / "nowhere")

    said = run(tmp_path)

    assert (said.code, Collection.objects.count()) == (2, 39)
    assert "error E184" in said.err


def test_a_database_that_fails_is_told_without_a_traceback(file: Callable[..., Path]) -> None:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT"):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        said = run(file())

    assert (said.code, "disk is full" in said.err) == (2, True)
    assert "Traceback" not in said.err


def test_ctrl_c_keeps_what_is_done_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, done = import_documents.Run._write, []

    def interrupted(self: Any, one: Any, outcome: Any) -> Any:
        if len(done) == 5:
            raise KeyboardInterrupt
        done.append(one)
        return real(self, one, outcome)

    monkeypatch.setattr(import_documents.Run, "_write", interrupted)
    said = run(forty(tmp_path))

    assert said.code == 130
    assert Collection.objects.count() == 5
    assert "35 files were not imported" in said.err
    assert "Files 5: created 5." in said.out


# -- publishing -------------------------------------------------------------------------------------------


def test_nothing_is_published_unless_told(file: Callable[..., Path]) -> None:
    run(file())

    assert not Transition.objects.exists()


def test_publish_puts_the_essays_before_readers(file: Callable[..., Path]) -> None:
    said = run(file(), publish=True, yes=True)

    assert said.code == 0
    assert Revision.objects.live().count() == 3
    assert "published or submitted 3" in said.out


def test_a_publication_that_is_refused_is_an_error_and_the_import_stands(file: Callable[..., Path]) -> None:
    make_user("li", superuser=True)

    said = run(file(), publish=True, yes=True, by="li")

    assert (said.code, "error E185" in said.err) == (1, True)
    assert (Essay.objects.count(), Revision.objects.live().count()) == (3, 0)


# -- where files come from --------------------------------------------------------------------------------


def test_a_folder_is_read_in_natural_order_with_keys_below_it(tmp_path: Path) -> None:
    for name in ("第10篇.txt", "第2篇.md", "b/第1篇.html", ".hidden.txt", "~$第1篇.docx", "notes.pdf", "第1篇.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")

    assert [one.key for one in gather([str(tmp_path)])] == ["b/第1篇.html", "第1篇.TXT", "第2篇.md", "第10篇.txt"]


def test_numbers_are_sorted_as_numbers() -> None:
    assert sorted(["a10", "a9", "b1", "a9b", "A1"], key=natural) == ["A1", "a9", "a9b", "a10", "b1"]


def test_a_file_named_twice_is_read_once(file: Callable[..., Path]) -> None:
    path = file()

    assert len(gather([str(path), str(path.parent), str(path)])) == 1


def test_two_files_of_one_key_are_refused(file: Callable[..., Path]) -> None:
    first, second = file(name="a/x.txt"), file(name="b/x.txt")

    said = run(first, second)

    assert (said.code, "same key" in said.err) == (2, True)


def test_the_key_and_not_the_title_says_what_a_file_is(file: Callable[..., Path]) -> None:
    run(file(name="a.txt"))
    run(file(changed("一百年", "三百年"), name="b.txt"), key="a.txt")

    assert Collection.objects.count() == 1
    assert run(file(name="c.txt"), dry_run=True).err.count("W291") == 1


def test_a_document_comes_by_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def pipe(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    for text in (text_of(), text_of(), changed("一百年", "三百年")):
        pipe(text)
        assert run("-").code == 0
    assert Collection.objects.count() == 2

    pipe("# 清水镇\n\n## 篇1：清水镇\n\n桥下的小河流了一百年。\n")
    assert run("-", name="notes.md").code == 0
    assert Source.objects.filter(key="notes.md", name="notes.md").exists()


def test_an_encoding_can_be_named(file: Callable[..., Path]) -> None:
    path = file(text_of().encode("big5", "ignore"))

    assert run(path, encoding="no-such-one").code == 1
    assert run(path, encoding="big5").code == 0
    assert Source.objects.get().encoding.lower() == "big5"


def test_a_file_over_the_limit_given_is_refused(file: Callable[..., Path]) -> None:
    said = run(file(), max_size=0.0001)

    assert (said.code, "error E104" in said.err) == (1, True)


@pytest.mark.parametrize("jobs", [1, 3])
def test_processes_that_read_change_nothing_about_the_result(tmp_path: Path, jobs: int) -> None:
    said = run(forty(tmp_path, bad=[2]), jobs=jobs)

    assert said.code == 1
    assert [one.title for one in Collection.objects.order_by("id")][:3] == [
        "1号村心得体会",
        "3号村心得体会",
        "4号村心得体会",
    ]


# -- JSON -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dry_run", [True, False])
def test_json_is_one_object_of_the_form_the_schema_says(tmp_path: Path, dry_run: bool) -> None:
    said = run(forty(tmp_path, bad=[2]), json=True, dry_run=dry_run)

    assert list(faults(said.data, SCHEMA, SCHEMA)) == []
    assert (said.data["exit"], said.code) == (1, 1)
    assert said.data["totals"]["files"] == 40
    assert [one["status"] for one in said.data["files"][:3]] == ["created", "failed", "created"]
    assert said.data["files"][1]["document"] is None
    assert said.data["files"][1]["messages"][0]["code"] == "E102"


def test_the_document_in_json_is_the_tree_of_the_guideline(file: Callable[..., Path]) -> None:
    outcome = read(text_of())

    assert outcome.parsed is not None
    assert run(file(), json=True).data["files"][0]["document"] == to_json(outcome.parsed.document)


def test_json_of_an_unchanged_file_has_its_document_too(file: Callable[..., Path]) -> None:
    run(file())

    (found,) = run(file(), json=True).data["files"]
    assert (found["status"], found["changes"], found["document"]["title"]) == ("unchanged", [], "清水镇调研心得体会")


def test_a_conflict_has_both_texts_in_json(file: Callable[..., Path]) -> None:
    run(file())
    row = Essay.objects.get(number=1)
    row.subtitle = "编辑改的"
    row.save()

    data = run(file(text_of().replace("春天的见闻", "初春的见闻")), json=True).data

    assert list(faults(data, SCHEMA, SCHEMA)) == []
    (conflict,) = (one for one in data["files"][0]["changes"] if one["action"] == "conflict")
    assert (conflict["kind"], conflict["ours"], conflict["theirs"]) == ("subtitle", "编辑改的", "初春的见闻")


def test_json_is_closed_whatever_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_documents.Run, "_write", interrupted)

    assert run(forty(tmp_path), json=True).data["exit"] == 130


def test_the_schema_checker_finds_faults() -> None:
    bad = {"version": 2, "files": [{"path": 3}], "totals": {"files": "1"}, "exit": 0, "more": 1}

    assert len(list(faults(bad, SCHEMA, SCHEMA))) >= 10


# -- help -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_help_fits_80_columns_and_shows_four_examples(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as end:
        import_documents.Command().run_from_argv(["manage.py", "import_documents", "--help", "--lang", language])

    printed = capsys.readouterr().out
    assert end.value.code == 0
    assert max(width(line) for line in printed.splitlines()) <= 80
    assert len(re.findall(r"^  import_documents ", printed, re.MULTILINE)) == 4


def test_a_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(explain="w291")

    assert said.out.startswith("warning W291 ")
    assert "--key a.txt" in said.out


# -- the real document ------------------------------------------------------------------------------------


@needs_shared
def test_the_real_document_gives_its_numbers() -> None:
    data = run(REAL_DOCUMENT, json=True).data

    assert data["totals"]["essays"] == 3
    assert (data["totals"]["quotes"], data["totals"]["words"]) == (44, 11_361)
    assert sorted(
        Revision.objects.values_list("essay__number", "free_words", "paid_words", "free_quotes", "paid_quotes")
    ) == [(1, 2719, 0, 17, 0), (2, 560, 4376, 1, 15), (3, 0, 3706, 0, 11)]
