"""Labelled texts: paragraphs, a line of dashes, and what is to be found in them.

    Q kind | speaker | organisation | title | words        a quote
    S speaker | organisation | title | first words         a statement
    W code                                                 a doubt

Words may be cut with ~ (first words~last words). Pieces of a split quote are parted by ` / `, paragraphs by ` ¶ `.
A field `*` may be anything, `x?` may be x or empty. A line `# …` is a heading: a section begins under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from essays.documents.quotes import Findings, Found

CASES = Path(__file__).with_name("cases")


@dataclass(frozen=True)
class Label:
    kind: str
    speaker: str
    organisation: str
    title: str
    pieces: tuple[str, ...]
    over_paragraphs: bool = False

    def has_words_of(self, found: Found) -> bool:
        if self.kind == "statement":
            return found.text.replace(" ", "").startswith(self.pieces[0][:8])
        return len(found.pieces) == len(self.pieces) and all(
            _alike(piece, words) for piece, words in zip(self.pieces, found.pieces, strict=True)
        )

    def has_speaker_of(self, found: Found) -> bool:
        kind = self.kind in ("*", found.kind) or (self.over_paragraphs and self.kind == "direct")
        group = self.kind != "collective" or _fits(self.organisation, found.organisation)
        return kind and group and _fits(self.speaker, found.speaker)

    def has_post_of(self, found: Found) -> bool:
        return _fits(self.organisation, found.organisation) and _fits(self.title, found.title)


@dataclass(frozen=True)
class Case:
    name: str
    sections: tuple[tuple[str, ...], ...]
    quotes: tuple[Label, ...]
    statements: tuple[Label, ...]
    doubts: tuple[str, ...]


def read_cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.txt")):
        yield read_case(path.stem, path.read_text(encoding="utf-8"))


def read_case(name: str, text: str) -> Case:
    body, _, expected = text.partition("----\n")
    lines = [line for line in expected.splitlines() if line.strip()]
    return Case(
        name,
        _sections(body.splitlines()),
        tuple(_quote(line[2:]) for line in lines if line.startswith("Q ")),
        tuple(_statement(line[2:]) for line in lines if line.startswith("S ")),
        tuple(line[2:].strip() for line in lines if line.startswith("W ")),
    )


def _sections(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    sections: list[list[str]] = [[]]
    for line in filter(None, map(str.strip, lines)):
        if line.startswith("# "):
            sections.append([])
        else:
            sections[-1].append(line)
    return tuple(tuple(section) for section in sections)


def _quote(line: str) -> Label:
    kind, speaker, organisation, title, words = (field.strip() for field in line.split("|", 4))
    over = " ¶ " in words
    return Label(kind, speaker, organisation, title, tuple(words.split(" ¶ " if over else " / ")), over)


def _statement(line: str) -> Label:
    speaker, organisation, title, words = (field.strip() for field in line.split("|", 3))
    return Label("statement", speaker, organisation, title, (words,))


def _alike(label: str, words: str) -> bool:
    first, cut, last = label.partition("~")
    return words.startswith(first) and words.endswith(last) if cut else words == label


def _fits(label: str, value: str) -> bool:
    return label == "*" or value == label or (label.endswith("?") and value in ("", label[:-1]))


def compare(case: Case, findings: Findings) -> list[str]:
    """What is missing, wrong or too many, one line each; empty when all is right."""
    return [
        *_compare("quote", case.quotes, findings.quotes),
        *_compare("statement", case.statements, findings.statements),
        *(f"doubt missing: {code}" for code in case.doubts if code not in {code for code, _ in findings.doubts}),
    ]


def _compare(what: str, labels: Sequence[Label], found: Sequence[Found]) -> Iterator[str]:
    left = list(found)
    for label in labels:
        match = next((item for item in left if label.has_words_of(item)), None)
        if match is None:
            yield f"{what} missing: {label.pieces}"
            continue
        left.remove(match)
        if not (label.has_speaker_of(match) and label.has_post_of(match)):
            said = f"{match.kind} {match.speaker}|{match.organisation}|{match.title} ({match.rule})"
            yield f"{what} {label.pieces[0][:12]}: {said}"
    yield from (f"{what} too many: {item.speaker} {item.pieces}" for item in left)
