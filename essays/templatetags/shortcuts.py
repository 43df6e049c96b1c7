"""The sheet of keyboard shortcuts, on every page of the desk for who has not switched them off."""

from __future__ import annotations

from typing import Any

from django import template

from .desk_head import head_of

register = template.Library()


@register.inclusion_tag("admin/essays/saving/shortcuts.html", takes_context=True)
def shortcut_sheet(context: template.Context) -> dict[str, Any]:
    return {"is_on": head_of(context.get("request")).has_shortcuts}
