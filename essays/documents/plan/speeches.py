"""The quotes of one essay after a merge: each keeps its name and its verdict for as long as its words stand."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from essays.documents.requoting import Words, match_quotes
from essays.documents.tree import Essay, Speech, SpeechKind

from .choices import KEEP_OURS, Choices, key_of
from .flow import Flow, locate
from .steps import Action, Clash, Conflict, QuoteStep, SectionStep, Spot, Voice
from .working import WorkingQuote


@dataclass(slots=True)
class Scene:
    """What the quotes of one essay are placed in.

    `rows` are its sections as they shall be, `flows` the same text with the headed sections each in one piece.
    `from_file` leads from the file's sections to rows that have its text, `by_uid` from names to rows, and
    `kept` are the names of rows whose text stays the site's. `old_texts` has the text each row had. `chosen` are
    the file's sections that an editor chose.
    """

    rows: Sequence[SectionStep]
    flows: Sequence[Flow]
    from_file: Mapping[int, int]
    by_uid: Mapping[str, int]
    kept: frozenset[str]
    old_texts: Mapping[str, str]
    essay_id: int = 0
    number: int = 0
    chosen: frozenset[int] = frozenset()
    choices: Choices = KEEP_OURS

    def takes(self, speech: Speech, deleted: set[Words]) -> bool:
        """Whether a quote the site has not becomes one: not if an editor took it away, unless they chose the file."""
        if any(part.section in self.chosen for part in speech.parts):
            return True
        return not self.choices.is_settling and _words(speech) not in deleted


@dataclass(slots=True)
class Standing:
    """A quote on the site and the essay its row belongs to."""

    quote: WorkingQuote
    essay_id: int


@dataclass(slots=True)
class Spoken:
    """The outcome: quotes as they shall be, in order, and what clashed."""

    steps: list[QuoteStep] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def speeches_of(essay: Essay | None) -> list[Speech]:
    """Quotes and statements in the order of the text."""
    found = (*essay.quotes, *essay.statements) if essay else ()
    return sorted(found, key=lambda speech: [(part.section, part.start) for part in speech.parts])


def plan_quotes(scene: Scene, base: Essay | None, theirs: Essay | None, ours: Sequence[Standing]) -> Spoken:
    spoken = Spoken()
    fresh = [one for one in speeches_of(theirs) if all(part.section in scene.from_file for part in one.parts)]
    staying = [one for one in ours if _stays(scene, one)]
    loose = [one for one in ours if not _stays(scene, one)]
    spoken.steps += [_kept(scene, one) for one in staying]
    before = _by_words(speeches_of(base))
    deleted = _taken_away(before, ours)
    matches = match_quotes([_words(one.quote) for one in loose], [_words(one) for one in fresh])
    olds = {match.new: (loose[match.old], match.is_changed) for match in matches}
    for index, speech in enumerate(fresh):
        earlier = before[_words(speech)].popleft() if before.get(_words(speech)) else None
        if index in olds:
            old, is_changed = olds[index]
            spoken.steps.append(
                _reworded(scene, old, speech) if is_changed else _follow(scene, old, speech, earlier, spoken)
            )
        elif scene.takes(speech, deleted):
            spoken.steps.append(_created(scene, speech))
    matched = {match.old for match in matches}
    spoken.steps += [_found_again(scene, one) for index, one in enumerate(loose) if index not in matched]
    if any(step.action is not Action.KEEP for step in spoken.steps):
        spoken.steps.sort(key=_order)
    else:
        place = {one.quote.uid: index for index, one in enumerate(ours)}
        spoken.steps.sort(key=lambda step: place[step.uid])
    return spoken


def _order(step: QuoteStep) -> tuple[bool, list[tuple[int, int]]]:
    return not step.spots, [(spot.section, spot.start) for spot in step.spots]


def _words(one: Speech | WorkingQuote) -> Words:
    return Words(one.text, one.kind is SpeechKind.STATEMENT)


def _by_words(speeches: Iterable[Speech]) -> dict[Words, deque[Speech]]:
    found: dict[Words, deque[Speech]] = defaultdict(deque)
    for speech in speeches:
        found[_words(speech)].append(speech)
    return found


def _taken_away(before: Mapping[Words, object], ours: Iterable[Standing]) -> set[Words]:
    """Words the last import made a quote of, and an editor has deleted since."""
    return set(before) - {_words(one.quote) for one in ours}


def _stays(scene: Scene, one: Standing) -> bool:
    """The text it stands in is the site's own, so nothing about it changes."""
    parts = one.quote.parts
    return not one.quote.is_lost and bool(parts) and all(uid in scene.kept for uid, _start, _end in parts)


def _voice(one: Speech | WorkingQuote) -> Voice:
    return Voice(one.kind, one.speaker, one.organisation, one.title, one.affiliations)


def _spots(scene: Scene, speech: Speech) -> tuple[Spot, ...]:
    return tuple(Spot(scene.from_file[part.section], part.start, part.end) for part in speech.parts)


def _placed(scene: Scene, quote: WorkingQuote) -> tuple[Spot, ...]:
    return tuple(Spot(scene.by_uid[uid], start, end) for uid, start, end in quote.parts if uid in scene.by_uid)


def _as_is(scene: Scene, old: Standing, action: Action, spots: tuple[Spot, ...], *changed: str) -> QuoteStep:
    quote = old.quote
    return QuoteStep(action, quote.text, spots, _voice(quote), uid=quote.uid, essay_id=old.essay_id, changed=changed)


def _kept(scene: Scene, old: Standing) -> QuoteStep:
    is_here = old.essay_id == scene.essay_id
    return _as_is(scene, old, Action.KEEP if is_here else Action.MOVE, _placed(scene, old.quote))


def _created(scene: Scene, speech: Speech) -> QuoteStep:
    spots = _spots(scene, speech)
    return QuoteStep(Action.CREATE, speech.text, spots, _voice(speech), speech.rule, speech.confidence)


def _reworded(scene: Scene, old: Standing, speech: Speech) -> QuoteStep:
    """Changed words keep the address and get an attribution of their own."""
    step = replace(_created(scene, speech), action=Action.UPDATE, uid=old.quote.uid, essay_id=old.essay_id)
    return replace(step, is_reworded=True, changed=("text",))


def _follow(scene: Scene, old: Standing, speech: Speech, earlier: Speech | None, spoken: Spoken) -> QuoteStep:
    """The same words: their place is the file's; who speaks is merged, and an editor's verdict settles it."""
    quote, ours = old.quote, _voice(old.quote)
    before = _voice(earlier) if earlier else None
    key = key_of(Clash.SPEAKER, quote.uid)
    voice = scene.choices.merge(key, before, _voice(speech), ours)
    if voice.is_conflict and not quote.is_settled:
        here, there = str(ours), str(_voice(speech))
        conflict = Conflict(Clash.SPEAKER, scene.number, quote.text[:40], here, there, 0, str(before or ""), key)
        spoken.conflicts.append(conflict)
    step = replace(_created(scene, speech), uid=quote.uid, essay_id=old.essay_id)
    step = replace(step, voice=ours if quote.is_settled or voice.value is None else voice.value)
    differs = {"speaker": step.voice != ours, "place": _is_moved(scene, old, step.spots)}
    changed = tuple(name for name, is_new in differs.items() if is_new)
    action = Action.UPDATE if changed else Action.KEEP
    return replace(step, action=action if old.essay_id == scene.essay_id else Action.MOVE, changed=changed)


def _is_moved(scene: Scene, old: Standing, spots: tuple[Spot, ...]) -> bool:
    return old.quote.is_lost or _placed(scene, old.quote) != spots or len(old.quote.parts) != len(spots)


def _found_again(scene: Scene, old: Standing) -> QuoteStep:
    """A quote the file's reading does not list: it stays wherever its words still stand."""
    quote = old.quote
    if quote.is_lost and not quote.parts:
        return _as_is(scene, old, Action.KEEP, ())
    spots = _unmoved(scene, quote) or locate(_pieces(scene, quote), scene.flows)
    if spots:
        is_moved = _is_moved(scene, old, spots)
        return _as_is(scene, old, Action.UPDATE if is_moved else Action.KEEP, spots, *(["place"] if is_moved else []))
    return _as_is(scene, old, Action.KEEP if quote.is_lost else Action.LOSE, ())


def _unmoved(scene: Scene, quote: WorkingQuote) -> tuple[Spot, ...]:
    """The same places, if the same words stand there still."""
    for uid, start, end in quote.parts:
        row = scene.by_uid.get(uid)
        if row is None or scene.rows[row].text[start:end] != scene.old_texts.get(uid, "")[start:end]:
            return ()
    return _placed(scene, quote)


def _pieces(scene: Scene, quote: WorkingQuote) -> list[str]:
    """The words piece by piece, as they stood; pieces that only a paid boundary had parted are one again."""
    pieces: list[str] = []
    previous_end = -1
    for uid, start, end in quote.parts:
        text = scene.old_texts.get(uid, "")
        if start == 0 and previous_end == 0 and pieces:
            pieces[-1] += text[start:end]
        else:
            pieces.append(text[start:end])
        previous_end = len(text) - end
    return [piece for piece in pieces if piece] or [quote.text]
