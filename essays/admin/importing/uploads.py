"""Files between their preview and the yes to them: a user's own, for half an hour."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from essays.documents.messages import DocumentError, Message
from essays.documents.readers import check_size
from essays.importing.wording import words_of
from essays.models import Collection, Source, Upload
from essays.models.upload import KEPT_FOR, UploadQuerySet

LONGEST_NAME = 255
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def label_of(name: str) -> str:
    """A file's name as a label: no folders, nothing that cannot be seen; its end, with the suffix, if it is long."""
    last = re.split(r"[/\\]", _CONTROLS.sub("", name))[-1].strip()
    return last[-LONGEST_NAME:] or _("unnamed")


def waiting_for(user: Any) -> UploadQuerySet:
    """This user's uploads that may still be confirmed."""
    uploads: Any = Upload.objects
    found: UploadQuerySet = uploads.fresh().filter(user=user)
    return found


def receive(user: Any, name: str, data: bytes, encoding: str = "", into: Collection | None = None) -> Upload:
    """Keep a file until it is confirmed, in the place of one of the same name. Raises DocumentError: E103, E104."""
    check_size(len(data))
    if not data:
        raise DocumentError(Message("E103"))
    label = label_of(name)
    with transaction.atomic():
        Upload.objects.filter(user=user, key=label).delete()
        return Upload.objects.create(
            user=user,
            key=label,
            name=label,
            data=data,
            sha256=hashlib.sha256(data).hexdigest(),
            encoding=encoding,
            into=into,
        )


def receive_again(user: Any, source: Source) -> Upload:
    """The bytes of an import once more, for the collection they became."""
    with transaction.atomic():
        Upload.objects.filter(user=user, key=source.key).delete()
        return Upload.objects.create(
            user=user,
            key=source.key,
            name=source.name,
            data=bytes(source.data),
            sha256=source.sha256,
            into=source.collection,
        )


def drop_old() -> None:
    """Nobody may confirm these any more."""
    Upload.objects.filter(uploaded_at__lte=timezone.now() - KEPT_FOR).delete()


def why(error: DocumentError) -> str:
    """What keeps a file out, in the user's words."""
    return " ".join(words_of(message).summary for message in error.messages)
