"""Who is meant by a pronoun, a role or a word of kin: the people an essay has just spoken of (guideline §4.1)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from .cast import Mention
from .genders import gender_of_name, gender_of_role
from .scene import Scene
from .speakers import Speaker

LOOK_BACK = 40
HEADS_LAST = 3  # paragraphs in which 少年 may still mean 偷车的少年
FAR = 3  # paragraphs in which a pronoun still means somebody
GENERIC = re.compile(
    "(?:老人|老人家|老汉|老太太|老太|老爷子|老大爷|老大娘|老奶奶|老爷爷|老先生|小伙|小伙子|年轻人|姑娘|小姑娘|女孩|男孩|孩子|男子|女子|汉子|大爷"
    "|大妈|大娘|大叔|大姐|大伯|妇女|青年|主人|少年|少女|娃娃|小家伙|丫头|先生|女士|老哥|老乡|同志)$"
)
AGED_ROLE = re.compile("^老(?:人|太|汉|爷|奶|伯|大|先生|者|翁|头|妈|妇)|大爷|大娘|奶奶|爷爷|老人$")
AGED = re.compile(
    "老(?![师板乡总])|父亲|母亲|爸爸|妈妈|爹|娘|岳|大爷|大娘|大妈|奶奶|爷爷|婆|伯|翁|退休|离休|[六七八九]十.?岁|[6-9][0-9]岁"
)
AGED_BEHIND = re.compile(
    "(?:刚|已)?退休|[^，。；]{0,2}(?:，[^，。；]{1,6})?，?(?:今年|现年|已|快)?(?:[六七八九]十.?|[6-9][0-9]|一百.{0,3}|1[01][0-9])岁"
)
YOUNG = re.compile("^(?:[这那][位名个])?(?:小?(?:孩|女孩|男孩|孩子|娃娃|姑娘|家伙)子?|少年|少女|丫头)$")
JUNIOR = re.compile("(?:女婿|儿子|女儿|孙子|孙女|外孙|儿媳|媳妇|徒弟|学生|侄子|侄女)$")
COUNTER = re.compile("^[一另这那某][位个名]")
PUPIL = re.compile("[学新幼]生|同学|[队团学少组]员|徒")


@dataclass(slots=True)
class Focus:
    """Somebody who may be meant later.

    `head` are the words that brought in a person without a name; `pronoun` is "m" or "f" where 他 or 她 meant one.
    """

    speaker: Speaker
    gender: str
    position: int
    paragraph: int
    subject: bool
    mention: Mention | None = None
    head: str = ""
    by_role: bool = False
    pronoun: str = ""

    @property
    def is_named(self) -> bool:
        return bool(self.speaker.name)

    def is_one_of(self, names: frozenset[str]) -> bool:
        """Somebody without a name is one of them only where "" stands for all without one."""
        return self.speaker.name in names


class Place(NamedTuple):
    position: int
    paragraph: int


@dataclass(slots=True)
class Foci:
    """Who has been spoken of, in the order of the text."""

    scene: Scene
    all: list[Focus] = field(default_factory=list)
    genders: dict[str, str] = field(default_factory=dict)
    aged: frozenset[str] | None = None  # the names of whom the essay says so, once it has been asked

    def add(self, focus: Focus) -> None:
        if focus.is_named:
            focus.gender = self._gender(focus)
        self.all.append(focus)

    def _gender(self, focus: Focus) -> str:
        name, mention = focus.speaker.name, focus.mention
        shown = self.genders.get(name, "")
        if not shown and mention:
            shown = gender_of_role(mention.post.relation or mention.post.title)
            if not shown and not mention.full:
                shown = gender_of_role(self.scene.veiled[mention.name_start : mention.end])
        self.genders[name] = shown
        return shown

    # -- Pronouns --------------------------------------------------------------------------------------------

    def by_pronoun(self, gender: str, place: Place, others: frozenset[str] = frozenset()) -> Focus | None:
        """The person whom 他 ("m") or 她 ("f") means at a place, none of the `others`."""
        found = self._same(gender, place, others) or self.nearest(gender, place, others)
        if found is None:
            return None
        if found.is_named:
            self.genders[found.speaker.name] = self.genders.get(found.speaker.name) or gender
        found.gender = found.gender or gender
        return found

    def _same(self, gender: str, place: Place, others: frozenset[str]) -> Focus | None:
        """Who the same pronoun meant before in the paragraph, when nobody else has acted since."""
        acted: set[tuple[str, str]] = set()
        for focus in self._back(place):
            if focus.paragraph != place.paragraph:
                return None
            if focus.pronoun == gender:
                same = acted <= {focus.speaker.key} and not focus.is_one_of(others)
                return focus if same else None
            if focus.subject:
                acted.add(focus.speaker.key)
        return None

    def nearest(
        self, gender: str, place: Place, others: frozenset[str] = frozenset(), *, far: int = FAR
    ) -> Focus | None:
        """The nearest who acted, else the nearest spoken of, whose gender is not another."""
        other = {"f": "m", "m": "f"}.get(gender, "-")
        fit = [
            focus
            for focus in self._back(place)
            if place.paragraph - focus.paragraph <= far
            and (self.genders.get(focus.speaker.name, "") or focus.gender) != other
            and not focus.is_one_of(others)
            and (focus.is_named or (focus.paragraph == place.paragraph and not _is_vague(focus)))
        ]
        return min(fit, key=lambda focus: self._rank(focus, gender, place.paragraph), default=None)

    def _back(self, place: Place) -> Iterator[Focus]:
        """Those before a place, the nearest first."""
        end = bisect_left(self.all, place.position, key=attrgetter("position"))
        return reversed(self.all[max(end - LOOK_BACK, 0) : end])

    def _rank(self, focus: Focus, gender: str, paragraph: int) -> tuple[int, bool, bool, bool]:
        known = self.gender_of(focus)
        unlike = bool(known and gender and known != gender)
        unknown = gender == "f" and known != "f"
        away = paragraph - focus.paragraph
        return (away, unlike, unknown and away > 0, not focus.subject)

    def gender_of(self, focus: Focus) -> str:
        if not focus.is_named:
            return focus.gender
        return self.genders.get(focus.speaker.name) or focus.gender or gender_of_name(focus.speaker.name)

    # -- Roles -----------------------------------------------------------------------------------------------

    def give_name(self, speaker: Speaker, place: Place) -> None:
        """一个老人……他叫乌力吉: who was brought in without a name is this person."""
        for focus in self._back(place):
            if place.paragraph - focus.paragraph > 1:
                return
            if not focus.is_named and focus.head:
                focus.speaker = speaker
                return

    def by_head(self, words: str, place: Place) -> Focus | None:
        """这位听众: somebody without a name, brought in just before as 一位盲人听众."""
        for focus in self._back(place):
            away = place.paragraph - focus.paragraph
            if away > HEADS_LAST and not focus.is_named:
                continue
            near = away <= 1 or (away <= 2 and not focus.is_named)
            same = words in (focus.head, COUNTER.sub("", focus.head))
            if focus.head and (same or (near and _same_head(focus.head, words))):
                return focus
        return None

    def by_role(self, words: str, place: Place, others: frozenset[str]) -> Focus | None:
        """老人, 这位汉子: the nearest person, an aged one before others where the word says so."""
        gender = gender_of_role(words)
        if AGED_ROLE.search(words):
            aged = [f for f in self._back(place) if place.paragraph - f.paragraph <= 2 and self._is_aged(f)]
            for focus in sorted(aged, key=lambda focus: focus.paragraph != place.paragraph):
                if focus.speaker.name not in others and (not gender or self.gender_of(focus) in ("", gender)):
                    return focus
        nearest = self.nearest(gender, place, others, far=2)
        if nearest and not GENERIC.search(words) and not self._has_office(nearest):
            near = (f for f in self._back(place) if f.paragraph == place.paragraph and not f.is_one_of(others))
            nearest = next((f for f in near if f.is_named and self._has_office(f)), nearest)
        if nearest and AGED_ROLE.search(words) and self._is_junior(nearest):
            nearest = self.nearest(gender, place, others | {nearest.speaker.name}, far=2)
        if nearest and AGED_ROLE.search(words) and self._has_office(nearest):
            return None
        return None if nearest and YOUNG.search(words) and self._is_grown(nearest) else nearest

    def is_younger(self, focus: Focus, words: str) -> bool:
        """Does the word mean somebody old, and nothing says that this person is?"""
        return bool(AGED_ROLE.search(words)) and not self._is_aged(focus)

    def _is_junior(self, focus: Focus) -> bool:
        """Was the person named as somebody's 女婿 or 徒弟?"""
        return focus.is_named and any(
            one.name == focus.speaker.name and JUNIOR.search(one.post.relation) for one in self.scene.cast.mentions
        )

    def _is_grown(self, focus: Focus) -> bool:
        """Has the person an office or a wife? 孩子 is not the 军嫂 who carries it."""
        if focus.mention is None:
            return False
        title = self.scene.cast.person(focus.mention).post.title
        return bool(title) and not PUPIL.search(title)

    def _has_office(self, focus: Focus) -> bool:
        return focus.mention is not None and bool(self.scene.cast.person(focus.mention).post.title)

    def _is_aged(self, focus: Focus) -> bool:
        if not focus.is_named or focus.mention is None:
            return bool(AGED_ROLE.search(focus.head)) if focus.head else False
        cast = self.scene.cast
        if AGED.match(cast.person(focus.mention).post.title):
            return True
        if self.aged is None:
            self.aged = frozenset(one.name for one in cast.mentions if self._is_said_to_be_old(one))
        return focus.mention.name in self.aged

    def _is_said_to_be_old(self, mention: Mention) -> bool:
        end = mention.name_start if mention.full else mention.end  # 岳恒 is nobody's 岳父
        before = self.scene.veiled[max(mention.start - 8, 0) : end].rsplit("，", 1)[-1].rsplit("。", 1)[-1]
        return bool(AGED.search(before) or AGED_BEHIND.match(self.scene.veiled, mention.end))


def _is_vague(focus: Focus) -> bool:
    """老人 or 这位同志 may mean somebody named, 那位企业主 does not."""
    return focus.by_role and not (focus.head.startswith("那") and not GENERIC.search(focus.head))


def _same_head(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one) or _both_aged(one, other)


def _both_aged(one: str, other: str) -> bool:
    return bool(AGED_ROLE.search(one) and AGED_ROLE.search(other) and gender_of_role(one) == gender_of_role(other))
