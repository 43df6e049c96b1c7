"""The editing desk: Django's own admin, one file per model. No rules here: buttons call the models' doors."""

from . import (
    accounts,
    attribution,
    collection,
    comment,
    essay,
    lexicon,
    quote,
    revision,
    section,
    site,
    source,
    speaker,
    transition,
)

__all__ = [
    "accounts",
    "attribution",
    "collection",
    "comment",
    "essay",
    "lexicon",
    "quote",
    "revision",
    "section",
    "site",
    "source",
    "speaker",
    "transition",
]
