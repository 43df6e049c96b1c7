"""Notices as their readers meet them: in words on the desk, and by mail."""

from .mailing import mail_notices
from .words import RELATED, Saying, role_told, sayings

__all__ = ["RELATED", "Saying", "mail_notices", "role_told", "sayings"]
