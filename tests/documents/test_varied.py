"""Labelled documents in many forms: what the parser reaches on texts that are not the real one.

The rules have been mended on those of `varied`; on those of `kept_aside` they have not, so these tell what it is
worth on texts nobody tuned it to. The floors hold that no change reads them worse.
`python -m tests.documents.test_varied` prints the figures and what was missed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from essays.documents.export_form import to_json
from essays.documents.parsing import parse

from .test_cases import SCORER, scorer

HERE = Path(__file__).parent
FLOORS = {
    "varied": {"text": 0.93, "+speaker": 0.83, "+organisation+title": 0.75},
    "kept_aside": {"text": 0.96, "+speaker": 0.76, "+organisation+title": 0.62},
}
STATEMENT_FLOORS = {
    "varied": {"text": 0.92, "+speaker": 0.80},
    "kept_aside": {"text": 0.94, "+speaker": 0.77},
}


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


if __name__ == "__main__":
    for folder in FLOORS:
        found = []
        for path in documents(folder):
            misses: list[str] = []
            found.append(score(path, misses))
            scorer().show(f"{folder} {path.name}", found[-1])
            print("\n".join(f"    - {miss}" for miss in misses))
        scorer().show(f"{folder}, all", scorer().add(found))
