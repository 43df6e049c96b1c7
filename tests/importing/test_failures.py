"""Whatever query fails, an import leaves everything or nothing, and a second try ends like the first would have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from essays.importing import Step

from .texts import changed, counts, imported, state

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 400  # far more queries than any import here makes: the loop must end by itself


class FailAt:
    """An execute wrapper that raises on the n-th query."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)


def fail_everywhere(action: Callable[[], object], check: Callable[[], None]) -> int:
    """Run `action` with its first query failing, then its second, … until it succeeds; returns how often it failed."""
    for number in range(1, MOST):
        failing = FailAt(number)
        try:
            with connection.execute_wrapper(failing):
                action()
        except OperationalError:
            check()
        else:
            assert failing.left > 0
            return number - 1
    raise AssertionError("it never succeeded")


def test_a_first_import_that_fails_at_any_query_leaves_nothing() -> None:
    nothing = counts()

    failures = fail_everywhere(imported, lambda: _same(counts(), nothing))

    assert failures >= 10
    after = state()
    assert len(after) == 2
    assert [len(one) for one in after[-1][2]] == [8, 8, 8]


def test_a_second_import_that_fails_at_any_query_leaves_the_first() -> None:
    imported()
    before, rows = state(), counts()

    def check() -> None:
        _same(counts(), rows)
        _same(state(), before)

    failures = fail_everywhere(lambda: imported(changed("一百年", "三百年")), check)

    assert failures >= 10
    assert "三百年" in str(state())


def test_a_publication_that_fails_at_any_query_publishes_and_imports_nothing() -> None:
    nothing = counts()

    assert fail_everywhere(lambda: imported(step=Step.PUBLISH), lambda: _same(counts(), nothing)) >= 30


def _same(found: object, expected: object) -> None:
    assert found == expected
