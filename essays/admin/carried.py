"""What a form carries along unseen, to know later how things stood when it was opened."""

from __future__ import annotations

from typing import Any

from django import forms


class CarriedField(forms.CharField):
    """Nobody types it, so it is never what was changed."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False
