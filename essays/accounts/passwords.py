"""How long a password must be, in the reader's language."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's own message is not in Django's Chinese catalogue."""

    def get_error_message(self) -> str:
        words = ngettext(
            "The password is too short: it needs %(count)d character.",
            "The password is too short: it needs %(count)d characters.",
            self.min_length,
        )
        return words % {"count": self.min_length}
