"""One essay laid out for the rules: its text, its marked runs, its sentences and its people."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from .cast import Cast, Mention
from .marks import ENDS, OPENS, UNCLOSED, Run, pair_marks
from .names.letters import is_han, surname_at
from .passage import Passage
from .phrases import CURTAIN, VEIL
from .words import one_of

SENTENCE_END = re.compile("[。！？；!?;…\n]")
CLOSERS_INSIDE = "’』”」》）)\"' "
GAP = " 　\t\u00a0"
LONGEST_CLAUSE, LONGEST_VERB = 40, 6
SHORT_TERM, LONG_TERM = 6, 14


@dataclass(frozen=True)
class Scene:
    """`veiled` has the length of `passage.text`, with what stands in marks hidden; terms lose their marks too.

    `chained` holds the runs that the next paragraph goes on from (guideline §3.5), by their start.
    """

    passage: Passage
    runs: tuple[Run, ...]
    chained: frozenset[int]
    faults: tuple[tuple[str, int], ...]
    veiled: str

    @classmethod
    def of(cls, sections: Sequence[Sequence[str]]) -> Scene:
        passage = Passage.of(sections)
        runs, faults = _read_runs(passage)
        chained = _chained(passage, runs)
        faults = [fault for fault in faults if fault[0] != UNCLOSED or fault[1] not in chained]
        return cls(passage, tuple(runs), chained, tuple(faults), veil(passage.text, runs))

    @cached_property
    def cast(self) -> Cast:
        return Cast.of(self.passage.text, self.veiled)

    @cached_property
    def institutions(self) -> dict[int, str]:
        """What has been found to be the subject of the clause at an offset: kept by `speakers`."""
        return {}

    @cached_property
    def sentence_ends(self) -> list[int]:
        ends = {match.start() for match in SENTENCE_END.finditer(self.veiled)}
        speech = {run.end - 1 for run in self.runs if not _is_term(self.passage.text, run)}
        return sorted(ends | speech)

    def run_before(self, position: int) -> Run | None:
        """The run that ends right before a place, blanks left out."""
        while position and self.passage.text[position - 1] in GAP:
            position -= 1
        return self._by_end.get(position)

    @cached_property
    def _by_end(self) -> dict[int, Run]:
        return {run.end: run for run in self.runs}

    def sentence_start(self, position: int) -> int:
        """The offset after the last sentence end before `position`."""
        index = bisect_left(self.sentence_ends, position)
        return self.sentence_ends[index - 1] + 1 if index else 0

    def sentence_end(self, position: int) -> int:
        """The offset of the first sentence end at or after `position`."""
        index = bisect_left(self.sentence_ends, position)
        return self.sentence_ends[index] if index < len(self.sentence_ends) else len(self.veiled)

    @cached_property
    def spoken_paragraphs(self) -> frozenset[int]:
        """The paragraphs that hold nothing but speech in marks."""
        lines = ((n, self.veiled[slice(*self.passage.bounds(n))]) for n in range(len(self.passage.starts)))
        return frozenset(n for n, line in lines if not line.strip(CURTAIN + GAP + '“”"＂「」『』'))

    def paragraph_bounds(self, position: int) -> tuple[int, int]:
        return self.passage.bounds(self.passage.paragraph_at(position))

    def previous_character(self, position: int) -> str:
        """What stands before `position` in its paragraph, blanks left out; "" at its beginning."""
        low, _ = self.paragraph_bounds(position)
        while position > low and self.passage.text[position - 1] in GAP:
            position -= 1
        return self.veiled[position - 1] if position > low else ""

    def words_of(self, run: Run) -> str:
        start, end = run.inner
        return self.passage.text[start:end].strip(GAP)


def is_whole(text: str, run: Run) -> bool:
    """Does the text in the marks end as a sentence?"""
    start, end = run.inner
    while end > start and text[end - 1] in CLOSERS_INSIDE:
        end -= 1
    return end > start and text[end - 1] in ENDS


def veil(text: str, runs: Sequence[Run]) -> str:
    """The text with what stands in marks hidden: terms with their marks, speech between its marks."""
    pieces, past = [], 0
    for run in runs:
        term = _is_term(text, run)
        start, end = (run.start, run.end) if term else run.inner
        pieces += [text[past:start], (VEIL if term else CURTAIN) * (end - start)]
        past = end
    return "".join([*pieces, text[past:]])


def _is_term(text: str, run: Run) -> bool:
    """A few words that the sentence goes on around: “红旗”合作社, 全力以赴."""
    if not run.closed or is_whole(text, run) or text[max(run.start - 1, 0) : run.start] in ("：", ":"):
        return False
    last, after = text[run.end - 2], text[run.end : run.end + 1]
    if run.end - run.start <= LONG_TERM and last not in "，,—" and _names_it(text, run):
        return True
    return last not in "，,—" and (after not in ("，", ",") or run.end - run.start <= SHORT_TERM)


def _names_it(text: str, run: Run) -> bool:
    """改成了“四点半课堂”， 不赞成搞“没有牌子的咨询室”，: the sentence goes into the marks, and nobody speaks in it."""
    before = text[max(run.start - LONGEST_VERB, 0) : run.start]
    inside = text[run.start + 1 : run.end - 1]
    return is_han(before[-1:] or " ") and not PAUSE.search(inside) and not _ends_in_speech().search(before)


PAUSE = re.compile("[，。！？；：,!?;:…]")


@cache
def _ends_in_speech() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of('speech_verbs', 'reporting_verbs')})[着了过到]?$")


def _read_runs(passage: Passage) -> tuple[list[Run], list[tuple[str, int]]]:
    runs: list[Run] = []
    faults: list[tuple[str, int]] = []
    for paragraph in range(len(passage.starts)):
        pairing = pair_marks(passage.text, *passage.bounds(paragraph))
        runs += pairing.runs
        faults += pairing.faults
    if not all(run.closed for run in runs):
        runs = _cut_unclosed(passage, runs)
    return runs, faults


def _cut_unclosed(passage: Passage, runs: Sequence[Run]) -> list[Run]:
    """An unclosed run ends before the clause that names the speaker, else where it is (guideline §3.6)."""
    chained = _chained(passage, runs)
    return [run if run.closed else _cut(passage, run, goes_on=run.start in chained) for run in runs]


def _cut(passage: Passage, run: Run, *, goes_on: bool) -> Run:
    clauses = [match.start() for match in _speaker_clause().finditer(passage.text, run.start + 1, run.end)]
    if bool(clauses) == goes_on:
        clauses = _named_clauses(passage, run, clauses)
    return Run(run.start, clauses[-1], closed=False) if clauses else run


def _named_clauses(passage: Passage, run: Run, clauses: Sequence[int]) -> list[int]:
    """Of the clauses with a verb of speech those that name somebody; without any, those that do so at their head."""
    offset = run.start + 1
    if not clauses:
        offset = max((end.end() for end in SENTENCE_END.finditer(passage.text, offset, run.end - 1)), default=offset)
    words = passage.text[offset - 1 : run.end]
    offset -= 1
    mentions = list(Cast.of(words, words).mentions)
    if clauses:
        ends = [SENTENCE_END.search(passage.text, start, run.end) for start in clauses]
        spans = [(start, end.start() if end else run.end) for start, end in zip(clauses, ends, strict=True)]
        return [low for low, high in spans if any(low <= m.start + offset < high for m in mentions)]
    heads = [m.start + offset for m in mentions if _opens_clause(words, m)]
    return heads or [
        offset + head.end() for head in CLAUSE_HEAD.finditer(words) if _again(passage, run, offset + head.end())
    ]


def _again(passage: Passage, run: Run, start: int) -> bool:
    """Does a clause with a verb of speech begin with a name that stands elsewhere in the essay too?"""
    name = passage.text[start : start + NAME]
    again = surname_at(name, 0) != "" and passage.text.count(name) > 1
    return again and bool(TALKS.match(passage.text, start + NAME, run.end))


def _opens_clause(words: str, mention: Mention) -> bool:
    """实验员老康摆摆手。: the last sentence, or a clause in which somebody named speaks."""
    before = words[mention.start - 1 : mention.start]
    last = SENTENCE_END.search(words, mention.end)
    if before in ENDS and before:
        return last is None or last.end() == len(words)
    return before in ("，", ",") and bool(TALKS.match(words, mention.end))


CLAUSE_HEAD = re.compile("[。！？!?…，,]")
NAME = 3
TALKS = re.compile("[^，。！？；]{0,8}(?:说|讲|道|表示|回忆|感慨)")


@cache
def _speaker_clause() -> re.Pattern[str]:
    """A clause with a verb of speech at its end."""
    plain = f"[^，。！？；：…\\n]{{2,{LONGEST_CLAUSE}}}?"
    return re.compile(f"(?<=[。！？…!?]){plain}(?:{one_of('reporting_verbs')})着?(?=[，。：]|$)")


def _chained(passage: Passage, runs: Sequence[Run]) -> frozenset[int]:
    """The unclosed runs that reach the end of a paragraph whose successor opens with a mark again."""
    ends = {run.end: run.start for run in runs if not run.closed}
    chained = set()
    for paragraph in range(len(passage.starts) - 1):
        _, end = passage.bounds(paragraph)
        if end in ends and OPENS.match(_head(passage, paragraph + 1)):
            chained.add(ends[end])
    return frozenset(chained)


def _head(passage: Passage, paragraph: int) -> str:
    start, end = passage.bounds(paragraph)
    return passage.text[start : min(end, start + 8)].lstrip(GAP)[:1]
