"""The segmenter: lazy, silent, and its cache is private."""

from __future__ import annotations

import marshal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from essays import segmentation

TEXT = "老校工池文海常对孩子们说"


@pytest.fixture(autouse=True)
def _default_cache() -> Iterator[None]:
    yield
    segmentation.configure(None)


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)


def test_words_joined_give_the_text_again() -> None:
    assert "".join(segmentation.cut(TEXT)) == TEXT


def test_boundaries_are_the_ends_of_words() -> None:
    words = segmentation.cut(TEXT)
    assert segmentation.boundaries(TEXT) == {len("".join(words[: n + 1])) for n in range(len(words))}


def test_empty_text_has_no_words() -> None:
    assert segmentation.cut("") == ()
    assert segmentation.boundaries("") == frozenset()


def test_importing_loads_no_segmenter() -> None:
    found = run("import sys, essays.segmentation; print({'jieba', 'rjieba'} & set(sys.modules))")
    assert found.stdout.strip() == "set()"


def test_loading_prints_nothing() -> None:
    found = run("from essays import segmentation; segmentation._load_jieba()('老校工')")
    assert found.stdout == ""
    assert found.stderr == ""


def test_no_cache_is_left_where_none_was_asked_for(tmp_path: Path) -> None:
    code = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[1]; from essays import segmentation as s; s._load_jieba()"
    )
    run(code, str(tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() != str(tmp_path)


def test_cache_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "segmentation"
    segmentation.configure(folder)
    segmentation._load_jieba()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["jieba.cache"]


@pytest.mark.parametrize(
    "broken", [b"", b"not a cache", marshal.dumps(({}, 0)), marshal.dumps(("x", 1)), marshal.dumps([1, 2])]
)
def test_a_broken_cache_is_made_anew(tmp_path: Path, broken: bytes) -> None:
    cache = tmp_path / "jieba.cache"
    cache.write_bytes(broken)
    segmentation.configure(tmp_path)
    assert tuple(segmentation._load_jieba()("我来到北京清华大学")) == ("我", "来到", "北京", "清华大学")
    assert cache.stat().st_size > 100_000


def test_the_accelerator_answers_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fast:
        cut = staticmethod(list)

    monkeypatch.setitem(sys.modules, "rjieba", Fast)
    segmentation.configure(None)
    assert segmentation.cut("清华大学") == ("清", "华", "大", "学")
