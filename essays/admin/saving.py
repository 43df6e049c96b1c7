"""Nobody loses a keystroke: what the form of an essay has so that nothing typed into it is lost or written over."""

from __future__ import annotations

from typing import Any

from django import forms

from .autosave import Autosaving
from .conflict import ConflictPage
from .presence import PresenceNotices


class SavingSafely(ConflictPage, Autosaving, PresenceNotices):
    """Autosave, the page for two texts that clash, and who else is at it."""

    @property
    def media(self) -> Any:
        return super().media + forms.Media(
            css={"all": ["essays/desk/saving.css"]},
            js=["essays/desk/saving.js", "essays/desk/presence.js"],
        )
