"""The segmenter: lazy, silent, and its cache is private."""

from __future__ import annotations

import importlib
import marshal
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from essays import segmentation

from .shared import REPOSITORY, SHARED

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


def test_the_quick_tokenizer_cuts_as_jieba_does() -> None:
    jieba = importlib.import_module("jieba")
    random = Random(7)
    words = random.sample(sorted(segmentation.frequencies()), 400)
    strange = ["齉龘", "a1", "３", "，", "“", " ", "\U00020000", "·"]
    cut = segmentation._load_jieba()
    for _ in range(600):
        # Words that have lost a character at either end begin like others and are none.
        parts = [word[random.randint(0, 1) : len(word) - random.randint(0, 1)] for word in random.sample(words, 12)]
        line = "".join(random.sample([*parts, *strange], 14))
        assert cut(line) == jieba.lcut(line)


def test_the_accelerator_cuts_as_jieba_does(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [REPOSITORY / "essays/samples" / name for name in ("mending.md", "reading.txt", "village-library.txt")]
    paths.append(SHARED / "documents/shanghai.txt")
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.exists()]
    lines = [line for text in texts for line in text.splitlines()]
    assert len(lines) > 100
    segmentation.configure(None)
    slow = [segmentation.cut(line) for line in lines]

    monkeypatch.delitem(sys.modules, "rjieba")
    segmentation.configure(None)

    assert segmentation._cutter() is importlib.import_module("rjieba").cut
    assert [segmentation.cut(line) for line in lines] == slow


SET_UP = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import make_essay, make_quote, publish
essay = make_essay()
quote = make_quote(essay, "桥修好了，孩子们上学再也不用绕路。", "林长河", confirmed=True)
publish(essay)
print(essay.collection_id, essay.pk, quote.uid, quote.attribution.speaker_id)
"""
SERVE = """
import sys
import django
django.setup()
from django.test import Client
collection, essay, quote, speaker = sys.argv[1:]
for address in ("/", f"/collections/{collection}/", f"/essays/{essay}/", "/quotes/", f"/quotes/{quote}/",
                f"/quotes/{quote}/card.svg", "/speakers/", f"/speakers/{speaker}/", "/accounts/login/",
                "/topics/", "/search/", "/search/?q=%E5%B0%8F%E8%B7%AF", "/search/suggest/?q=xiao"):
    assert Client().get(address, headers={"host": "localhost"}).status_code == 200, address
print({"jieba", "rjieba", "pypinyin"} & set(sys.modules))
"""


def test_no_public_page_loads_the_dictionary(tmp_path: Path) -> None:
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "CACHE_URL": "locmem://",
    }

    def on_site(code: str, *arguments: str) -> str:
        environment = {**os.environ, **settings}
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    assert on_site(SERVE, *on_site(SET_UP).split()) == "set()"
