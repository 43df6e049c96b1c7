"""The version of an essay: one writer at a time gets through, everybody else is told."""

from __future__ import annotations

import pytest

from essays.models import Essay, StaleVersionError
from tests.factories import make_essay

pytestmark = pytest.mark.django_db


def test_a_claim_counts_the_version_up() -> None:
    essay = make_essay()

    essay.claim_version(1)

    assert essay.version == Essay.objects.get(pk=essay.pk).version == 2


def test_of_two_claims_to_one_version_the_second_is_refused() -> None:
    essay = make_essay()
    other = Essay.objects.get(pk=essay.pk)
    essay.claim_version(1)

    with pytest.raises(StaleVersionError):
        other.claim_version(1)

    assert Essay.objects.get(pk=essay.pk).version == 2


def test_who_has_just_read_the_rows_claims_whatever_version_stands() -> None:
    essay = make_essay()
    Essay.objects.filter(pk=essay.pk).update(version=7)

    essay.claim_version()

    assert essay.version == 8


@pytest.mark.parametrize("version", [0, 2, None])
def test_any_other_version_than_the_one_that_stands_is_stale(version: int | None) -> None:
    with pytest.raises(StaleVersionError):
        make_essay().check_version(version)


def test_an_essay_that_is_gone_cannot_be_claimed() -> None:
    essay = make_essay()
    Essay.objects.filter(pk=essay.pk).delete()

    with pytest.raises(StaleVersionError):
        essay.claim_version(1)
