"""What stands in the library, given back as documents."""

from .documents import documents_of

__all__ = ["documents_of"]
