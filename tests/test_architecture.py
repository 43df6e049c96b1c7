"""The floors of the house: an import only ever goes down. Held by walking the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from .shared import REPOSITORY

# Room → floor. A room is a file or folder directly below `essays`.
FLOORS = {
    "segmentation": 0,
    "documents": 1,
    "workflow": 2,
    "richtext": 2,
    "access": 3,
    "models": 4,
    "importing": 5,
    "exporting": 5,
    "reading": 5,
    "search": 5,
    "proofreading": 5,
    "notices": 5,
    "accounts": 5,
    "admin": 6,
    "views": 6,
    "feeds": 6,
    "sitemaps": 6,
    "templatetags": 6,
    "management": 6,
    "middleware": 6,
    "context": 6,
    "checks": 6,
    "urls": 7,
    "apps": 7,
}
WITHOUT_DJANGO = {"segmentation", "documents"}
FORBIDDEN_NAMES = {"utils", "helpers", "services", "common"}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
LONGEST_FILE = 350
LONGEST_FUNCTION = 50


@dataclass(frozen=True, slots=True)
class Import:
    """`target` is the full dotted name; `hidden` when it stands inside a function."""

    module: str
    target: str
    line: int
    hidden: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


def python_files(*roots: str) -> list[Path]:
    return sorted(path for root in roots for path in (REPOSITORY / root).rglob("*.py"))


def written_files() -> list[Path]:
    """Python that people write: without migrations and the samples' data."""
    return [path for path in python_files("essays", "studysite") if "migrations" not in path.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_name(path: Path) -> str:
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[Import]:
    module = module_name(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    hidden = {
        inner
        for outer in ast.walk(tree_of(path))
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            targets = [f"{_base(node, package)}.{alias.name}" for alias in node.names]
        else:
            continue
        for target in targets:
            yield Import(module, target, node.lineno, node in hidden)


def _base(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def room_of(dotted: str) -> str | None:
    """The room of `essays` a dotted name lies in; None for `essays` itself and for what lies outside."""
    parts = dotted.split(".")
    return parts[1] if parts[0] == "essays" and len(parts) > 1 else None


def imports(*roots: str) -> list[Import]:
    return [found for path in python_files(*roots) if "migrations" not in path.parts for found in imports_of(path)]


def goes_down(found: Import) -> bool:
    here, there = room_of(found.module), room_of(found.target)
    if here is None or there is None or here == there:
        return True
    return FLOORS[there] < FLOORS[here]


def test_every_room_has_its_floor() -> None:
    rooms = {room for path in written_files() if (room := room_of(module_name(path))) is not None}
    folders_without_python = {"migrations", "samples", "locale"}

    assert rooms - FLOORS.keys() - folders_without_python == set()


def test_imports_only_go_down() -> None:
    assert [str(found) for found in imports("essays") if not goes_down(found)] == []


@pytest.mark.parametrize(
    ("module", "target", "allowed"),
    [
        ("essays.models.essay", "essays.access.Reader", True),
        ("essays.models.essay", "essays.models.revision", True),
        ("essays.access", "essays.models.Essay", False),
        ("essays.workflow", "essays.richtext", False),
        ("essays.documents.quotes", "essays.segmentation.cut", True),
        ("essays.documents.quotes", "django.db.models", True),
    ],
)
def test_the_rule_itself_tells_up_from_down(module: str, target: str, allowed: bool) -> None:
    assert goes_down(Import(module, target, 1, False)) is allowed


def test_relative_imports_are_resolved() -> None:
    node = ast.parse("from ..documents import tree").body[0]

    assert isinstance(node, ast.ImportFrom)
    assert _base(node, "essays.models") == "essays.documents"


def test_no_import_hides_inside_a_function() -> None:
    assert [str(found) for found in imports("essays", "studysite") if found.hidden] == []


def test_essays_never_imports_the_project_around_it() -> None:
    assert [str(found) for found in imports("essays") if found.target.split(".")[0] == "studysite"] == []


def test_pure_rooms_know_no_django() -> None:
    found = [one for one in imports("essays") if room_of(one.module) in WITHOUT_DJANGO]

    assert [str(one) for one in found if one.target.split(".")[0] == "django"] == []


def test_only_segmentation_knows_jieba() -> None:
    knows = [one for one in imports("essays", "studysite") if one.target.split(".")[0] in {"jieba", "rjieba"}]

    assert [str(one) for one in knows if room_of(one.module) != "segmentation"] == []


def test_only_segmentation_loads_modules_by_name() -> None:
    loaders = [one for one in imports("essays", "studysite") if one.target.split(".")[0] == "importlib"]

    assert [str(one) for one in loaders if room_of(one.module) != "segmentation"] == []


def test_nothing_is_wired_by_signals() -> None:
    assert [str(one) for one in imports("essays", "studysite") if one.target.startswith(SIGNALS)] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part.removesuffix(".py") for path in written_files() for part in path.relative_to(REPOSITORY).parts}

    assert names & FORBIDDEN_NAMES == set()


def test_files_answer_one_question() -> None:
    lengths = {module_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in written_files()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    lengths = {
        f"{module_name(path)}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in written_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_files_of_one_room_import_each_other_without_circles() -> None:
    modules = {module_name(path) for path in written_files()}
    needs = {module_name(path): _needed(path, modules) for path in written_files()}

    assert _circles(needs) == []


def _needed(path: Path, modules: set[str]) -> set[str]:
    """The modules that must be there when this one is loaded: what only a type checker reads is left out."""
    only_types = {
        inner
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    found = [one for one in imports_of(path) if one.line not in only_types]
    named = {one.target if one.target in modules else one.target.rpartition(".")[0] for one in found}
    return (named & modules) - {module_name(path)}


def _circles(needs: dict[str, set[str]]) -> list[str]:
    """Take away again and again what needs nothing that is left; what stays stands in a circle or leads into one."""
    left = dict(needs)
    while free := [name for name, needed in left.items() if not needed & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)
