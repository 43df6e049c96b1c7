"""`collectstatic` that always writes the manifest, and leaves out what must not become an address."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Plugins the editor is never given. `exportpdf` brings test pages that would be served to everybody.
UNUSED_PLUGINS = (
    "adobeair", "autoembed", "bbcode", "codesnippet", "codesnippetgeshi", "devtools", "docprops", "embed",
    "embedbase", "embedsemantic", "exportpdf", "flash", "iframe", "iframedialog", "image2", "mathjax",
    "placeholder", "preview", "scayt", "sourcedialog", "uicolor", "uploadfile", "uploadimage", "uploadwidget", "wsc",
)  # fmt: skip
LEFT_OUT = [
    *(f"ckeditor/ckeditor/plugins/{plugin}/*" for plugin in UNUSED_PLUGINS),
    "ckeditor/file-icons/*",  # of the uploader, which is not installed
    "ckeditor/galleriffic/*",
    "*.md",
]


class Command(CollectStatic):
    """The settings choose plain storage as long as there is no manifest; this is what writes the first one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = CompressedManifestStaticFilesStorage()

    def set_options(self, **options: Any) -> None:
        super().set_options(**options)
        self.ignore_patterns = [*self.ignore_patterns, *LEFT_OUT]
