"""Keyboard shortcuts: named on every page of the desk, and gone where somebody switched them off."""

from __future__ import annotations

import pytest

from essays.models import Preferences
from tests.conftest import Cast, client_of
from tests.factories import make_essay

SHEET = 'id="shortcuts"'


@pytest.mark.parametrize("address", ["/admin/", "/admin/essays/essay/", "/admin/essays/essay/{}/change/"])
def test_every_page_names_them(cast: Cast, address: str) -> None:
    text = client_of(cast.editor).get(address.format(make_essay().pk)).content.decode()

    assert text.count(SHEET) == 1
    assert "essays/desk/shortcuts.js" in text


@pytest.mark.parametrize(("wanted", "expected"), [(True, 1), (False, 0)])
def test_who_switches_them_off_has_none(cast: Cast, wanted: bool, expected: int) -> None:
    Preferences.objects.create(user=cast.editor, shortcuts=wanted)

    assert client_of(cast.editor).get("/admin/").content.decode().count(SHEET) == expected
    assert SHEET in client_of(cast.reviewer).get("/admin/").content.decode()


def test_who_may_not_enter_the_desk_has_none(cast: Cast) -> None:
    assert SHEET not in client_of(cast.reader).get("/admin/", follow=True).content.decode()
