"""How many notices somebody has not read, for the head of every page of the desk."""

from __future__ import annotations

from django import template

from .desk_head import head_of

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: template.Context) -> int:
    return head_of(context.get("request")).unread
