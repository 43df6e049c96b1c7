"""What a rule answers with, and what it is asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from essays.documents.quotes.acts import Act
from essays.documents.quotes.discourse import Discourse
from essays.documents.quotes.grammar import equals
from essays.documents.quotes.scene import Scene
from essays.documents.quotes.speakers import Speaker
from essays.documents.quotes.utterances import Utterance
from essays.documents.tree import Confidence

COLONS = ("：", ":")
QUESTIONS = ("？", "?")


@dataclass(frozen=True, slots=True)
class Attribution:
    """`clause` is where the speaker is named, None when inferred from another utterance; `introduces` when that
    clause leads to the words with a colon or a verb of speech."""

    speaker: Speaker
    rule: str
    clause: tuple[int, int] | None = None
    introduces: bool = False

    def weakened(self, confidence: Confidence) -> Attribution:
        return replace(self, speaker=self.speaker.weakened(confidence))


@dataclass(frozen=True)
class Place:
    """An utterance with the clauses of its own sentence, before and behind it."""

    scene: Scene
    discourse: Discourse
    utterance: Utterance

    @cached_property
    def before(self) -> str:
        """刘洋的回答是“…。” leads to the words as a colon does."""
        words = self.scene.veiled[self.utterance.left : self.utterance.run.start].rstrip()
        return f"{words}：" if equals().search(words) else words

    @cached_property
    def after(self) -> str:
        return self.scene.veiled[self.utterance.run.end : self.utterance.right].rstrip()

    @cached_property
    def acts_before(self) -> list[Act]:
        return self.discourse.between(self.utterance.left, self.utterance.run.start)

    @cached_property
    def acts_after(self) -> list[Act]:
        return self.discourse.between(self.utterance.run.end, self.utterance.right)

    @cached_property
    def own_after(self) -> list[Act]:
        """The clauses behind without those that lead to the next utterance: “…”李明说得轻巧，父亲却红了眼圈：“…”"""
        acts = self.acts_after
        if not self.leads_on:
            return acts
        explicit = [act for act in acts if act.subject]
        if len(explicit) < 2 or explicit[0].actor is None or explicit[-1].actor is None:
            return []
        if explicit[0].actor.key == explicit[-1].actor.key:
            return []
        return [act for act in acts if act.start < explicit[-1].start]

    @property
    def has_colon(self) -> bool:
        return self.before.endswith(COLONS)

    @property
    def leads_on(self) -> bool:
        """Do the words behind lead to the next utterance: “…”李明接着说：“…”"""
        return self.after.endswith(COLONS)

    @property
    def is_question(self) -> bool:
        return self.scene.words_of(self.utterance.run).endswith(QUESTIONS)

    @property
    def opens(self) -> bool:
        return not self.before.strip("　 ")

    @property
    def opens_paragraph(self) -> bool:
        low, _ = self.scene.paragraph_bounds(self.utterance.run.start)
        return not self.scene.passage.text[low : self.utterance.run.start].strip("　 ")
