from __future__ import annotations

from essays.documents.counts import count_document
from essays.documents.tree import Document, Essay, Paragraph, Section


def test_an_essay_of_a_title_alone_counts_as_one_without_text() -> None:
    counts = count_document(Document("题目", essays=(Essay(1, "题目"),)))

    assert (counts.essays, counts.sections, counts.paragraphs, counts.words) == (1, 0, 0, 0)


def test_rows_that_go_on_count_as_one_section() -> None:
    rows = (Section("一", (Paragraph("走到桥头。", "<p>走到桥头。</p>", 1),)), Section("二", ()))
    counts = count_document(Document("题目", essays=(Essay(1, "题目", sections=rows),)))

    assert (counts.sections, counts.paragraphs) == (2, 1)
