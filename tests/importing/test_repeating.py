"""An import says which of its essays stand in the library already."""

from __future__ import annotations

import pytest

from essays.importing import Report
from essays.models import Collection, Essay

from .texts import RIVER, ROAD, SAID, codes, imported, text_of

pytestmark = pytest.mark.django_db

KNOWN = ("小河两岸", RIVER, SAID, "小路", ROAD)
OTHER = ("茶山", "茶园在半山腰，采茶的人清早上山。" * 3, "露水", "茶园里的露水还没有干，采茶的歌声已经响起来了。" * 3)


def told(report: Report) -> list[tuple[object, object, object]]:
    return [
        (message.params["essay"], message.params["percent"], message.params["id"])
        for message in report.messages
        if message.code == "W297"
    ]


def test_what_was_imported_under_another_name_is_named_with_its_share() -> None:
    imported(text_of({"村口见闻": KNOWN, "茶山见闻": OTHER}))
    known = Essay.objects.get(number=1)

    report = imported(text_of({"山上的茶": OTHER[:2], "小村的路": KNOWN}), "another.txt")

    assert told(report)[-1] == (2, 100, known.pk)
    assert len(told(report)) == 2


def test_a_file_imported_again_is_not_its_own_twin() -> None:
    imported(text_of({"村口见闻": KNOWN}))

    assert told(imported(text_of({"村口见闻": KNOWN, "茶山见闻": OTHER}))) == []


def test_what_lies_in_the_bin_is_not_named() -> None:
    imported(text_of({"村口见闻": KNOWN}))
    Collection.objects.get().discard()

    assert "W297" not in codes(imported(text_of({"村口见闻": KNOWN}), "another.txt"))
