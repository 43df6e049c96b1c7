"""The stored tree of an import gives back exactly the tree that was stored."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essays.documents import html
from essays.documents.plan import (
    Imported,
    Names,
    UnknownVersionError,
    from_data,
    imported_from_data,
    imported_to_data,
    plan_import,
    to_data,
)
from essays.documents.tree import (
    Affiliation,
    Confidence,
    Continues,
    Document,
    Essay,
    PaidSpan,
    Paragraph,
    Part,
    Section,
    Speech,
    SpeechKind,
)

from .merging import site_after

WORDS = st.text("村口小路河水“”‘’。，<>& \n\tab1０", max_size=8)
SMALL = st.integers(0, 40)


def _paragraph(text: str, is_strong: bool, line: int) -> Paragraph:
    markup = html.escape_paragraph(text)
    if is_strong:
        markup = markup.replace("<p>", "<p><strong>").replace("</p>", "</strong></p>")
    return Paragraph(html.plain(markup), markup, line, line)


PARAGRAPHS = st.builds(_paragraph, WORDS, st.booleans(), SMALL)
SECTIONS = st.builds(
    Section, WORDS, st.lists(PARAGRAPHS, max_size=3).map(tuple), st.booleans(), st.sampled_from(Continues), SMALL
)
SPEECHES = st.builds(
    Speech,
    WORDS,
    st.lists(WORDS, max_size=2).map(tuple),
    st.lists(st.builds(Part, SMALL, SMALL, SMALL), max_size=2).map(tuple),
    st.sampled_from(SpeechKind),
    WORDS,
    WORDS,
    WORDS,
    st.lists(st.builds(Affiliation, WORDS, WORDS), max_size=2).map(tuple),
    st.booleans(),
    st.sampled_from(["", "beside", "subject"]),
    st.sampled_from(Confidence),
)
ESSAYS = st.builds(
    Essay,
    SMALL,
    WORDS,
    WORDS,
    st.lists(SECTIONS, max_size=3).map(tuple),
    st.lists(SPEECHES, max_size=2).map(tuple),
    st.lists(SPEECHES, max_size=2).map(tuple),
    SMALL,
)
DOCUMENTS = st.builds(
    Document,
    WORDS,
    st.none() | SMALL,
    st.none() | ESSAYS,
    st.lists(ESSAYS, max_size=3).map(tuple),
    st.lists(st.builds(PaidSpan, WORDS, WORDS, WORDS), max_size=2).map(tuple),
)
# The same, as far as a file can be read: what quotes point at is there.
WITHOUT_QUOTES = st.builds(
    Document,
    WORDS,
    st.none() | SMALL,
    st.none(),
    st.lists(st.builds(Essay, SMALL, WORDS, WORDS, st.lists(SECTIONS, max_size=3).map(tuple)), max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_every_tree_comes_back_as_it_was(document: Document) -> None:
    assert from_data(json.loads(json.dumps(to_data(document)))) == document


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, st.lists(st.builds(Names, SMALL, st.lists(WORDS).map(tuple))).map(tuple))
def test_the_names_of_the_rows_come_back_too(document: Document, names: tuple[Names, ...]) -> None:
    imported = Imported(document, names)

    assert imported_from_data(json.loads(json.dumps(imported_to_data(imported)))) == imported


def test_another_version_is_refused() -> None:
    with pytest.raises(UnknownVersionError):
        from_data({"version": 0})


@settings(max_examples=60, deadline=None)
@given(WITHOUT_QUOTES)
def test_any_tree_imported_twice_is_all_keep(document: Document) -> None:
    site = site_after(plan_import(None, document, None), document)

    assert plan_import(site.base, document, site.ours).is_all_keep


@settings(max_examples=60, deadline=None)
@given(WITHOUT_QUOTES, WITHOUT_QUOTES)
def test_an_unedited_site_becomes_the_new_file(before: Document, after: Document) -> None:
    site = site_after(plan_import(None, before, None), before)

    plan = plan_import(site.base, after, site.ours)

    became = [
        (step.title, [(row.heading, row.body, row.is_paid) for row in step.sections])
        for step in sorted((one for one in plan.essays if one.source is not None), key=lambda one: one.source or 0)
    ]
    assert became == [
        (one.title, [(row.heading, row.html, row.is_paid) for row in one.sections]) for one in after.essays
    ]
    assert plan.conflicts == ()
