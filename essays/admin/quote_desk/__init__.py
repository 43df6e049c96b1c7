"""The quote desk: unsettled quotes one after the other, each settled by one key, all of it undoable."""

from .certain import CertainPage


class QuoteDesk(CertainPage):
    """What the admin of quotes needs of it, as a base."""


__all__ = ["QuoteDesk"]
