"""Utterances put together to quotes: split by a clause, or over several paragraphs (guideline §3.4, §3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from essays.documents.tree import Confidence, SpeechKind

from .found import Found
from .marks import Run
from .rules.attribution import Attribution
from .scene import GAP, Scene
from .speakers import Speaker
from .utterances import Utterance

INFERRED = frozenset(
    {
        "goes-on",
        "sentence-before",
        "paragraph-before",
        "after-acting",
        "before-colon-carried",
        "before-gesture",
        "turn",
    }
)
RELATIVE = re.compile("[^，。；：]{1,6}的")
OPEN_ENDS = ("，", ",", "—")
ENDS = re.compile("[。！？；]")
OPENS_SECOND = frozenset({"before-gesture", "before-comma"})
TELLS = ("：", ":")
TOLD = frozenset({"after-verb", "before-colon", "before-comma", "before-verb"})
I_TALK = re.compile("(?:^|[，。！？])我[^，。！？]{0,4}[说答问]")  # “…”我说热乎饭。“…”
WRITES = re.compile("写|信|留言")


@dataclass(frozen=True, slots=True)
class Draft:
    """Runs of one quote: pieces of it side by side in a paragraph, or paragraphs of it."""

    runs: tuple[Run, ...]
    attribution: Attribution
    over_paragraphs: bool = False
    inferred: bool = False


def join_quotes(scene: Scene, utterances: Sequence[Utterance], said: Sequence[Attribution | None]) -> list[Found]:
    return [to_found(scene, draft) for draft in _drafts(scene, utterances, said)]


def _drafts(scene: Scene, utterances: Sequence[Utterance], said: Sequence[Attribution | None]) -> Iterator[Draft]:
    current: Draft | None = None
    for utterance, attribution in zip(utterances, said, strict=True):
        if current and current.runs[-1].start in scene.chained:
            better = attribution if attribution and attribution.clause and not _sure(current.attribution) else None
            current = Draft((*current.runs, utterance.run), better or current.attribution, True)
            continue
        if attribution is None:
            continue
        if current and _is_split(scene, current, utterance, attribution):
            guessed = current.inferred or bool({current.attribution.rule, attribution.rule} & INFERRED)
            runs = (*current.runs, utterance.run)
            current = Draft(runs, _surer(current.attribution, attribution), inferred=guessed)
            continue
        if current:
            yield current
        current = Draft((utterance.run,), attribution)
    if current:
        yield current


def _sure(attribution: Attribution) -> bool:
    return attribution.introduces


def _surer(first: Attribution, second: Attribution) -> Attribution:
    named = bool(second.speaker.name or second.speaker.group) and not (first.speaker.name or first.speaker.group)
    return second if named or (first.rule in INFERRED and second.rule not in INFERRED) else first


def _is_split(scene: Scene, current: Draft, utterance: Utterance, attribution: Attribution) -> bool:
    """One attribution, or narrative, between two pieces by one speaker in one paragraph: not an introduction each."""
    last, run, first = current.runs[-1], utterance.run, current.attribution
    goes_on = scene.words_of(last)[-1:] in OPEN_ENDS
    between = scene.passage.text[last.end : run.start].strip(GAP)
    if current.over_paragraphs or not between or "\n" in between:
        return False
    if first.speaker.key != attribution.speaker.key:
        return _goes_on_to_name(between, first, attribution)
    if I_TALK.search(between):
        return False
    shared = first.clause is not None and first.clause[0] >= last.end
    behind = attribution.clause is not None and attribution.clause[0] >= run.end
    if first.speaker.key == ("", "") and (behind or not shared):
        return False
    if behind and not goes_on and ENDS.search(between) and _acts_behind(scene, first, last):
        return False
    if between.endswith(TELLS):
        return first.rule == "shared-clause" and not WRITES.search(between)
    explicit = attribution.clause is not None and attribution.clause[0] >= last.end
    if first.introduces and explicit and not goes_on:
        return False
    if (
        not goes_on
        and first.rule == attribution.rule == "before-gesture"
        and first.clause
        and first.clause[0] < current.runs[0].start
    ):
        return False  # 她递了一瓶水，“…” 她指着竹子，“…”
    return not (behind and first.rule in TOLD)


def _acts_behind(scene: Scene, first: Attribution, run: Run) -> bool:
    """“…。”他清清嗓子。……“…。”他说到这儿，也笑了。 Not: “…。”方进驾驶的车承担着……。“…。”方进说。"""
    if first.clause is None or first.clause[0] < run.end:
        return False
    mention = next(scene.cast.between(run.end, first.clause[1]), None)
    return mention is None or RELATIVE.match(scene.veiled, mention.end) is None


def _goes_on_to_name(between: str, first: Attribution, second: Attribution) -> bool:
    """“…”后排有人站起来，是老支书马德厚，“…”: one sentence, in which somebody is named at last."""
    one = between.endswith(("，", ",")) and not ENDS.search(between) and not first.introduces
    return one and first.speaker.key == ("", "") and bool(second.speaker.name) and second.rule in OPENS_SECOND


def to_found(scene: Scene, draft: Draft) -> Found:
    spans = [_stripped(scene, run) for run in draft.runs]
    pieces = tuple(scene.passage.text[start:end] for start, end in spans)
    speaker = draft.attribution.speaker
    if len(draft.runs) > 1 and not draft.over_paragraphs and draft.inferred:
        speaker = speaker.weakened(Confidence.LIKELY)
    return Found(
        text=("\n" if draft.over_paragraphs else "").join(pieces),
        pieces=pieces,
        spans=tuple(scene.passage.span(start, end) for start, end in spans),
        kind=_kind(draft, speaker),
        speaker=speaker.name,
        organisation=speaker.group or speaker.post.organisation,
        title=speaker.post.title,
        affiliations=speaker.post.several,
        rule=draft.attribution.rule,
        confidence=speaker.confidence if speaker.name or speaker.group else _unnamed(speaker.confidence),
    )


def _unnamed(confidence: Confidence) -> Confidence:
    return Confidence.LIKELY if confidence is Confidence.CERTAIN else confidence


def _kind(draft: Draft, speaker: Speaker) -> SpeechKind:
    if speaker.group:
        return SpeechKind.COLLECTIVE
    return SpeechKind.SPLIT if len(draft.runs) > 1 else SpeechKind.DIRECT


def _stripped(scene: Scene, run: Run) -> tuple[int, int]:
    start, end = run.inner
    while start < end and scene.passage.text[start] in GAP:
        start += 1
    while end > start and scene.passage.text[end - 1] in GAP:
        end -= 1
    return start, end
