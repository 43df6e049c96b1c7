"""The yes to a preview: who saw which file with which plan. Signed, so that nothing in it can be altered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from essays.models.upload import KEPT_FOR

SALT = "essays.admin.importing"


@dataclass(frozen=True, slots=True)
class Preview:
    """`digest` is that of the plan that was shown."""

    upload: int
    user: int
    sha256: str
    digest: str


class RefusedError(Exception):
    """A yes that does not count; its text says why, in the user's language."""


def sign(preview: Preview) -> str:
    return signing.dumps(asdict(preview), salt=SALT)


def load(token: str, user: Any) -> Preview:
    """Raises RefusedError: altered, older than half an hour, or somebody else's."""
    try:
        preview = Preview(**signing.loads(token, salt=SALT, max_age=KEPT_FOR))
    except signing.SignatureExpired:
        raise RefusedError(_("The preview is older than half an hour. Upload the file again.")) from None
    except (signing.BadSignature, TypeError):
        raise RefusedError(_("The confirmation is not valid. Nothing was imported.")) from None
    if preview.user != user.pk:
        raise RefusedError(_("This preview was shown to somebody else. Nothing was imported."))
    return preview
