from __future__ import annotations

from django.apps import apps
from django.conf import settings

from essays import segmentation


def test_the_segmenter_keeps_its_cache_in_the_data_folder() -> None:
    apps.get_app_config("essays").ready()
    assert segmentation.cache_dir() == settings.DATA_DIR / "jieba"
