"""The import command in Chinese: every sentence it prints is translated (U8.1), whatever it has to say."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from essays.documents.catalogue import TEMPLATES

pytestmark = pytest.mark.django_db

# What Chinese text, too, writes in Latin letters: the markers, codes, names of files and formats, and examples.
LATIN_SENTENCE = re.compile(r"[A-Za-z]+(?:,? [A-Za-z]+){3,}")
LATIN_WORD = re.compile(r"[A-Za-z]{4,}")
KNOWN = {"paidbegin", "paidend", "roads"}

FIRST = """乡村小路心得体会（3篇）
篇1：乡村小路心得体会
小路的来历
村里人都走这条路。“路是人走出来的。”王大山说。
篇2：乡村小路心得体会
老人们常说##paidbegin##起它，句中断开。
小河的去处
河水向东流去。
"""
SECOND = FIRST.replace("来历", "由来").replace("3篇", "2篇").replace("王大山", "李小河").replace("向东", "向西")


@pytest.fixture
def roads(tmp_path: Path) -> Path:
    path = tmp_path / "roads.txt"
    path.write_text(FIRST, encoding="utf-8")
    return path


def said(path: Path, **options: Any) -> str:
    """Everything the command prints about `path`, without the path itself."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_documents", str(path), stdout=out, stderr=err, lang="zh-hans", jobs=0, **options)
    except (SystemExit, CommandError) as end:
        err.write(str(end))
    return (out.getvalue() + err.getvalue()).replace(str(path), "")


def strangers(text: str) -> set[str]:
    return set(LATIN_WORD.findall(text)) - KNOWN


def test_an_import_and_what_it_warns_of(roads: Path) -> None:
    for options in ({"dry_run": True}, {}, {}):
        printed = said(roads, **options)
        assert "文件 1 个" in printed
        assert strangers(printed) == set()


def test_what_a_second_import_changes_and_what_clashes(roads: Path) -> None:
    said(roads)
    roads.write_text(SECOND, encoding="utf-8")

    printed = said(roads)
    assert "更新 篇 小路的由来 (导题)" in printed
    assert "(声明篇数)" in printed
    assert strangers(printed) == set()


def test_what_it_refuses(roads: Path) -> None:
    roads.write_text("", encoding="utf-8")

    assert "错误 E103 文件是空的。" in said(roads)
    assert strangers(said(roads.with_name("nothing"))) == set()
    assert strangers(said(roads, publish=True)) == {"publish"}
    assert strangers(said(roads, by="nobody")) == {"nobody"}


@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_each_code_is_explained_in_chinese(code: str) -> None:
    template = TEMPLATES[code]

    with translation.override("zh-hans"):
        words = [translation.gettext(text) for text in (template.summary, template.help, template.explanation) if text]

    assert [LATIN_SENTENCE.findall(text) for text in words] == [[]] * len(words)
    assert not set(words) & {template.summary, template.help, template.explanation}
