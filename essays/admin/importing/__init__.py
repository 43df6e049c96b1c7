"""Importing in the desk: upload or paste, look at what would be done, say yes; settle what both sides changed."""

from .desk import ImportDesk
from .settling import SettleDesk

__all__ = ["ImportDesk", "SettleDesk"]
