"""Documents in every form the guideline lists, labelled by hand, parse to what their labels say."""

from __future__ import annotations

import importlib.util
from types import ModuleType
from typing import Any

import pytest

from essays.documents.parsing import parse
from tests.shared import SHARED

from .documents import NAMES, TEXTS, as_word, data, gold, tree

SCORER = SHARED / "gold" / "score.py"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labelled(name: str) -> dict[str, Any]:
    return {key: value for key, value in gold(name).items() if key != "file"}


@pytest.mark.parametrize("name", NAMES)
def test_a_labelled_document_parses_to_its_labels(name):
    parsed = parse(*data(name))
    assert tree(parsed) == labelled(name)
    assert parsed.coverage == 1.0


@pytest.mark.skipif(not SCORER.exists(), reason="needs the scorer of the shared data")
@pytest.mark.parametrize("name", NAMES)
def test_the_scorer_finds_no_fault_with_a_labelled_document(name):
    score = scorer().score(labelled(name), tree(parse(*data(name))))
    assert score["structure mean"] == 1.0


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    ("encoding", "line_end", "indent"),
    [
        ("utf-8", "\r\n", "　　"),
        ("utf-8-sig", "\n\n", ""),
        ("utf-16", "\n", "\t"),
        ("gb18030", "\r\n\r\n", "　　"),
    ],
)
def test_encodings_line_ends_and_indents_change_nothing(name, encoding, line_end, indent):
    content, file = data(name)
    lines = [indent + line for line in content.decode().split("\n") if line.strip()]
    varied = line_end.join(lines).encode(encoding, errors="strict")
    assert tree(parse(varied, file)) == labelled(name)


def ordinary_lines(name: str) -> list[str]:
    return [line for line in data(name)[0].decode().split("\n") if line.strip()]


@pytest.mark.parametrize("name", TEXTS)
def test_a_word_file_without_styles_is_read_by_its_patterns(name):
    word = as_word(ordinary_lines(name), {})
    assert tree(parse(word, "document.docx")) == labelled(name)


@pytest.mark.parametrize("name", TEXTS)
def test_a_word_file_with_styles_is_read_by_its_styles(name):
    lines = ordinary_lines(name)
    styles = {section["heading"]: "Heading 2" for essay in gold(name)["essays"] for section in essay["sections"]}
    styles[lines[0]] = "Title"
    word = as_word(lines, {line: style for line, style in styles.items() if line})
    assert tree(parse(word, "document.docx")) == labelled(name)
