"""Labelled documents in many forms: what the parser reaches on texts that are not the real one.

The rules have been mended on those of `varied`; those of `kept_aside` were measured before anybody looked at what was
missed in them, and tell what the rules are worth on texts nobody tuned them to. Those of `traps` are short, full of
names that are words, pronouns, answers and reactions, mended on like `varied`, and have no statements labelled. The
floors hold that no change reads them worse. `python -m tests.documents.test_varied` prints the figures, what was
missed, and how often what is called certain, likely or unsure is right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from essays.documents.export_form import to_json
from essays.documents.parsing import parse
from essays.documents.tree import Confidence, Speech

from .test_cases import SCORER, scorer

HERE = Path(__file__).parent / "cases"
FLOORS = {
    "varied": {"text": 0.98, "+speaker": 0.92, "+organisation+title": 0.89},
    "kept_aside": {"text": 0.99, "+speaker": 0.95, "+organisation+title": 0.91},
    "traps": {"text": 0.99, "+speaker": 0.94, "+organisation+title": 0.91},
}
STATEMENT_FLOORS = {
    "varied": {"text": 0.95, "+speaker": 0.90},
    "kept_aside": {"text": 0.91, "+speaker": 0.88},
    "traps": {},
}
LEAST_CERTAIN, MOST_WRONG = 200, 1  # quotes of `kept_aside` that are called certain, and those wrong among them


def documents(folder: str) -> list[Path]:
    return sorted(path for path in (HERE / folder).iterdir() if path.suffix != ".json")


DOCUMENTS = [path for folder in FLOORS for path in documents(folder)]

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="needs the scorer of the shared data")


def score(path: Path, misses: list[str] | None = None) -> dict[str, Any]:
    tool = scorer()
    return tool.score(
        tool.load(path.with_suffix(".json")), to_json(parse(path.read_bytes(), path.name).document), misses
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_the_structure_of_a_varied_document_is_right(path: Path) -> None:
    assert score(path)["structure mean"] == 1.0


@pytest.mark.parametrize("folder", FLOORS)
def test_quotes_and_statements_are_right_as_often_as_they_were(folder: str) -> None:
    total = scorer().add([score(path) for path in documents(folder)])
    reached = (total["quotes"]["entry"], FLOORS[folder]), (total["statements"], STATEMENT_FLOORS[folder])
    assert [level for found, floors in reached for level, floor in floors.items() if found[level]["f1"] < floor] == []


def verdicts(path: Path) -> Iterator[tuple[Speech, bool]]:
    """Each quote found, and whether its words and its speaker are those of the label."""
    tool, document = scorer(), parse(path.read_bytes(), path.name).document
    labelled: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for quote in tool.load(path.with_suffix(".json"))["quotes"]:
        labelled[tool.qtext(quote["text"])].append(quote)
    essays = [document.preface, *document.essays] if document.preface else document.essays
    speeches = [quote for essay in essays for quote in essay.quotes]
    for speech, found in zip(speeches, to_json(document)["quotes"], strict=True):
        meant = labelled.get(tool.qtext(found["text"]), [])
        yield speech, any(tool.speaker_ok(one, found) for one in meant)


def confusion(folder: str) -> Counter[tuple[str, str, bool]]:
    """How often each confidence and rule was right."""
    return Counter(
        (speech.confidence.value, speech.rule, is_right)
        for path in documents(folder)
        for speech, is_right in verdicts(path)
    )


def test_what_is_called_certain_is_right() -> None:
    certain = Counter[bool]()
    for (confidence, _rule, is_right), count in confusion("kept_aside").items():
        if confidence == Confidence.CERTAIN:
            certain[is_right] += count
    assert certain.total() >= LEAST_CERTAIN
    assert certain[False] <= MOST_WRONG


def _print_confusion(folder: str) -> None:
    counted = confusion(folder)
    for confidence in Confidence:
        rules = sorted({rule for level, rule, _right in counted if level == confidence})
        for rule in rules:
            right, wrong = (counted[confidence.value, rule, is_right] for is_right in (True, False))
            print(f"  {confidence.value:8} {rule:22} {right:4} right {wrong:3} wrong")


if __name__ == "__main__":
    for folder in FLOORS:
        found = []
        for path in documents(folder):
            misses: list[str] = []
            found.append(score(path, misses))
            scorer().show(f"{folder} {path.name}", found[-1])
            print("\n".join(f"    - {miss}" for miss in misses))
        scorer().show(f"{folder}, all", scorer().add(found))
        _print_confusion(folder)
