"""The editing desk: Django's own admin, one file per model. No rules here: buttons call the models' doors."""

from . import (
    about,
    accounts,
    attribution,
    collection,
    comment,
    essay,
    grant,
    house_word,
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
    "about",
    "accounts",
    "attribution",
    "collection",
    "comment",
    "essay",
    "grant",
    "house_word",
    "lexicon",
    "quote",
    "revision",
    "section",
    "site",
    "source",
    "speaker",
    "transition",
]
