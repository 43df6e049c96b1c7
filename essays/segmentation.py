"""Chinese words, where they end, what they are and how they sound: the only module that knows jieba and pypinyin.

Nothing is imported or loaded before the first question: a web worker that never asks pays nothing. rjieba, which
cuts alike and loads faster, answers instead where it is installed.
"""

from __future__ import annotations

import importlib
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import resources
from math import log
from pathlib import Path
from sys import intern
from types import ModuleType
from typing import Any

CACHE = "jieba.cache"

_cache_dir: Path | None = None


def configure(cache_dir: Path | str | None) -> None:
    """Keep jieba's dictionary cache in `cache_dir` (made with mode 0700 when it is missing).

    Without it, or with None, the dictionary is built anew in each process and no cache is left behind: one in a
    shared folder could be planted by another user.
    """
    global _cache_dir
    _cache_dir = Path(cache_dir) if cache_dir is not None else None
    _cutter.cache_clear()
    _cut.cache_clear()


def cache_dir() -> Path | None:
    """Where `configure` put the cache, to be handed on to another process."""
    return _cache_dir


def cut(text: str) -> tuple[str, ...]:
    """The words of `text`, which joined give `text` again."""
    return _cut(text)


def boundaries(text: str) -> frozenset[int]:
    """The offsets at which a word ends."""
    return frozenset(_ends(cut(text)))


def sounds(text: str) -> list[str]:
    """The syllables of `text` in pinyin without tones; Latin letters and digits stay, one by one, other signs go.

    pypinyin takes 57 MiB and is loaded with the first question, as jieba is.
    """
    return [part for part in _sounder()(text, errors=_plain) if part]


def has_sound(text: str) -> bool:
    """Whether it is known how the whole of `text` sounds, which may not be as its characters do."""
    return text in _sounds_of_words()


@cache
def _sounds_of_words() -> dict[str, object]:
    found: dict[str, object] = importlib.import_module("pypinyin.constants").PHRASES_DICT
    return found


@cache
def _sounder() -> Callable[..., list[str]]:
    return importlib.import_module("pypinyin").lazy_pinyin


def _plain(signs: str) -> list[str]:
    return [sign.lower() for sign in signs if sign.isascii() and sign.isalnum()]


def _ends(words: tuple[str, ...]) -> Iterator[int]:
    offset = 0
    for word in words:
        offset += len(word)
        yield offset


def frequency(word: str) -> int:
    """How often jieba's dictionary counted the word; 0 when it does not stand there."""
    return frequencies().get(word, 0)


def tag(word: str) -> str:
    """The part of speech jieba's dictionary gives the word (ICTCLAS: "n", "v", "nr"…), "" when it has none."""
    return _tags().get(word, "")


def rarity(word: str) -> float:
    """The logarithm of how few of jieba's documents have the word (0 for all), the median for one it does not know."""
    table = _rarities()
    return table.get(word) or table[""]


@cache
def _rarities() -> dict[str, float]:
    lines = resources.files("jieba").joinpath("analyse/idf.txt").read_text(encoding="utf-8").split()
    table = dict(zip(lines[0::2], map(float, lines[1::2]), strict=True))
    return {**table, "": sorted(table.values())[len(table) // 2]}


def tagged(part: str) -> Iterator[str]:
    """The words of jieba's dictionary with this part of speech."""
    return (word for word, found in _tags().items() if found == part)


@cache
def frequencies() -> dict[str, int]:
    """The counts of jieba's dictionary, for a loop that asks for many."""
    return dict(zip(_fields()[0::3], map(int, _fields()[1::3]), strict=True))


@cache
def _tags() -> dict[str, str]:
    return dict(zip(_fields()[0::3], map(intern, _fields()[2::3]), strict=True))


@cache
def _fields() -> list[str]:
    """Read from jieba's own file, for what a word is must not depend on which of the two cuts the text."""
    return resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split()


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(_cutter()(text))


@cache
def _cutter() -> Callable[[str], list[str]]:
    accelerator = _optional("rjieba")
    if accelerator is not None:
        return accelerator.cut
    return _load_jieba()


def _optional(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _load_jieba() -> Callable[[str], list[str]]:
    jieba = importlib.import_module("jieba")
    jieba.setLogLevel(logging.CRITICAL)
    with _private_dir() as folder:
        cut: Callable[[str], list[str]] = _initialized(jieba, folder).lcut
        return cut


def _initialized(jieba: ModuleType, folder: Path) -> Any:
    """A tokenizer with its dictionary loaded; a cache that loads as something else is thrown away and made anew."""
    for _ in range(2):
        tokenizer = _quick_tokenizer(jieba)
        tokenizer.tmp_dir, tokenizer.cache_file = str(folder), CACHE
        tokenizer.initialize()
        if isinstance(tokenizer.FREQ, dict) and tokenizer.FREQ and tokenizer.total:
            break
        (folder / CACHE).unlink(missing_ok=True)
    tokenizer.weigh()
    return tokenizer


def _quick_tokenizer(jieba: ModuleType) -> Any:
    """jieba's own, which takes half the time to find the likeliest words: each is weighed once and for all, and looked
    up once instead of three times (`tests/benchmarks/cutting.py`).
    """

    class QuickTokenizer(jieba.Tokenizer):  # type: ignore[name-defined]
        def weigh(self) -> None:
            """Put in place of counts what `calc` adds up; None stays what only begins a word."""
            self.least = -log(self.total)
            for word, count in self.FREQ.items():
                self.FREQ[word] = log(count) + self.least if count else None

        def get_DAG(self, sentence: str) -> None:  # noqa: N802
            """Nothing is listed before it is weighed."""

        def calc(self, sentence: str, _dag: None, route: dict[int, tuple[float, int]]) -> None:
            """The likeliest way to the end from each place, and the last character of its first word; of two as likely
            the one with the longer word.
            """
            weights, size = self.FREQ, len(sentence)
            sums = [0.0] * (size + 1)
            for start in range(size - 1, -1, -1):
                best, last = None, start
                for end in range(start + 1, size + 1):
                    weight = weights.get(sentence[start:end], 0)
                    if weight == 0:
                        break
                    if weight is not None and (best is None or weight + sums[end] >= best):
                        best, last = weight + sums[end], end - 1
                sums[start] = self.least + sums[start + 1] if best is None else best
                route[start] = sums[start], last

    return QuickTokenizer()


@contextmanager
def _private_dir() -> Iterator[Path]:
    if _cache_dir is None:
        with tempfile.TemporaryDirectory(prefix="segmentation-") as folder:
            yield Path(folder)
        return
    _cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    _cache_dir.chmod(0o700)
    yield _cache_dir
