from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Path:
    folder = tmp_path_factory.mktemp("static")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.STATIC_ROOT", folder)
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def paths(collected: Path) -> dict[str, Any]:
    return dict(json.loads((collected / "staticfiles.json").read_text(encoding="utf-8"))["paths"])


def test_the_manifest_is_written_though_the_settings_chose_plain_storage(collected: Path, settings: Any) -> None:
    assert "Manifest" not in settings.STORAGES["staticfiles"]["BACKEND"]
    assert "admin/css/base.css" in paths(collected)


def test_files_are_compressed(collected: Path) -> None:
    assert (collected / (paths(collected)["admin/css/base.css"] + ".gz")).is_file()


@pytest.mark.parametrize("name", ["ckeditor.js", "lang/zh-cn.js", "plugins/icons.png", "skins/moono-lisa/editor.css"])
def test_what_the_editor_asks_for_by_its_plain_name_is_there(collected: Path, name: str) -> None:
    assert (collected / "ckeditor" / "ckeditor" / name).is_file()


def test_no_page_of_the_editor_becomes_an_address(collected: Path) -> None:
    assert [str(path) for path in (collected / "ckeditor").rglob("*.html")] == []
    assert not (collected / "ckeditor" / "ckeditor" / "plugins" / "exportpdf").exists()
