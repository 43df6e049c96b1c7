from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import segmentation


class EssaysConfig(AppConfig):
    name = "essays"
    verbose_name = _("Study essays")

    def ready(self) -> None:
        segmentation.configure(settings.DATA_DIR / "jieba")
