"""What the README promises is there."""

from __future__ import annotations

import ast
import re

from django.core.management import get_commands

from .shared import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
DEMO = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python manage.py demo"
TESTS = "python3 -m venv .venv && .venv/bin/pip install -r tests/requirements.txt && .venv/bin/pytest"
READS = {"text", "flag", "integer", "words", "choice", "folder", "database", "cache"}


def variables_read() -> set[str]:
    """Every variable the settings ask the environment for."""
    names = set()
    for path in (REPOSITORY / "studysite").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in READS:
                    names.add(str(node.args[0].value))
    return names


def test_both_lines_stand_on_lines_of_their_own() -> None:
    lines = [line.strip() for line in README.splitlines()]

    assert lines.count(DEMO) == 1
    assert lines.count(TESTS) == 1


def test_the_table_of_settings_is_complete() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == variables_read()


def test_every_command_it_names_exists() -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", README))

    assert named >= {"demo", "init", "import_documents"}
    assert named <= get_commands().keys()


def test_every_path_it_names_exists() -> None:
    named = re.findall(r"`((?:essays|tests|\.ci)/[\w./]+)`", README)

    assert named
    assert [path for path in named if not (REPOSITORY / path).exists()] == []
