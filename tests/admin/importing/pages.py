"""What a browser would do on the import pages."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from essays.models import Upload

IMPORT = "/admin/essays/source/import/"
CONFIRM = IMPORT + "confirm/"
TOKEN = re.compile(r'name="token" value="([^"]+)"')


def upload(client: Client, *files: tuple[str, str | bytes], **data: Any) -> Any:
    documents = [
        SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content) for name, content in files
    ]
    return client.post(IMPORT, {"documents": documents, "encoding": "", **data}, follow=True)


def preview(client: Client, name: str) -> Any:
    """The page of one waiting file."""
    return client.get(f"{IMPORT}{Upload.objects.get(name=name).pk}/")


def tokens(page: Any) -> list[str]:
    return TOKEN.findall(page.content.decode())


def confirm(client: Client, page: Any, **data: Any) -> Any:
    """Say yes to all a page shows."""
    return client.post(CONFIRM, {"token": tokens(page), **data}, follow=True)


def import_now(client: Client, name: str, content: str | bytes, **data: Any) -> Any:
    upload(client, (name, content))
    return confirm(client, preview(client, name), **data)
