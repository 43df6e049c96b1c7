"""Who is named in an essay, where, and who is meant by a short form: asked by place."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from operator import attrgetter, itemgetter

from essays.documents.tree import Affiliation

from .genders import gender_of_name, gender_of_role
from .grammar import NOUNS, Matches
from .names.letters import DOT, FAMILIAR, parts_of, surname_at
from .names.mentions import NOBODY, Mention, find_mentions
from .namesakes import DOUBLED, are_two
from .posts import HEADS_OF, Post

PARTS = re.compile(f"[{DOT}]")
SOON = 120  # characters in which a post may be told after its holder has spoken
FAR = 40  # mentions or posts looked at, each way, for the full name or the title of one


@dataclass(frozen=True, slots=True)
class Person:
    """A person as known at one place of the essay."""

    name: str
    post: Post
    sure: bool = True


@dataclass
class Cast:
    """The persons of one essay. `veiled` is its text with everything in quotation marks hidden."""

    text: str
    veiled: str
    mentions: list[Mention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    posts: dict[str, list[tuple[int, Post]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, text: str, veiled: str) -> Cast:
        cast = cls(text, veiled)
        cast.mentions = find_mentions(text, veiled)
        cast.starts = [mention.name_start for mention in cast.mentions]
        for mention in sorted(cast.mentions, key=attrgetter("full"), reverse=True):
            if mention.post.affiliations:
                cast._remember(mention)
        return cast

    def _remember(self, mention: Mention) -> None:
        """Keep the post of a mention, but not 主任 of 敖主任 where the essay has said what her title is."""
        full = self._full_name(mention)
        known = self.posts[full.name if full else mention.name]
        if not full or mention.post.organisation or not known:
            insort(known, (mention.name_start, mention.post), key=itemgetter(0))

    def between(self, low: int, high: int) -> Iterator[Mention]:
        for index in range(bisect_left(self.starts, low), len(self.mentions)):
            if self.mentions[index].end > high:
                return
            yield self.mentions[index]

    def any_between(self, low: int, high: int) -> bool:
        """Does a name begin in `[low, high)`?"""
        index = bisect_left(self.starts, low)
        return index < len(self.starts) and self.starts[index] < high

    def covers(self, start: int, end: int) -> bool:
        """Is part of `[start, end)` the name of a person or goes with it?"""
        index = bisect_left(self.starts, end) - 1
        if index >= 0 and self.mentions[index].end > start:
            return True
        return index + 1 < len(self.mentions) and self.mentions[index + 1].start < end

    def before(self, position: int) -> Iterator[Mention]:
        """The mentions before a place, nearest first."""
        for index in range(bisect_left(self.starts, position) - 1, -1, -1):
            yield self.mentions[index]

    @cached_property
    def _persons(self) -> dict[int, Person]:
        return {}

    @cached_property
    def placed(self) -> dict[int, tuple[Person, Post]]:
        """Who is meant by a mention, and the post that holds in its paragraph: kept by `speakers`."""
        return {}

    @cached_property
    def nouns(self) -> Matches:
        """The noun phrases for people without a name."""
        return Matches(self.veiled, NOUNS)

    @cached_property
    def introductions(self) -> Matches:
        return Matches(self.veiled, ("introduced",))

    @cached_property
    def _titled(self) -> tuple[list[int], list[Mention]]:
        titled = [mention for mention in self.mentions if mention.post.title or mention.post.relation]
        return [mention.name_start for mention in titled], titled

    def titled_before(self, position: int) -> Iterator[Mention]:
        """The mentions before a place that give a title or a relation, nearest first."""
        starts, titled = self._titled
        return reversed(titled[: bisect_left(starts, position)])

    def learn(self, name: str, position: int, post: Post, *, besides: int) -> None:
        """A post that a sentence says somebody has, besides others from the offset `besides` on."""
        known = self.posts[name]
        if (position, post) in known:
            return
        self._persons.clear()
        self.placed.clear()
        index = bisect_left(known, position, key=itemgetter(0)) - 1
        if index >= 0 and known[index][0] >= besides and known[index][1].organisation and post.organisation:
            position, earlier = known.pop(index)
            new = [one for one in post.affiliations if one not in earlier.affiliations]
            post = Post((*earlier.affiliations, *new), earlier.relation)
        insort(known, (position, post), key=itemgetter(0))

    def may_be_called(self, mention: Mention, words_: str) -> bool:
        """Is 简老师, 队长 or the name itself how one speaks to who is meant?"""
        person = self.person(mention)
        own = words_.removeprefix(person.name[:1])
        if words_ in (mention.name, person.name) or (own != words_ and own in ADDRESSES):
            return True
        return any(has_title(title, own) for title in person.post.title.split("、"))

    def person(self, mention: Mention) -> Person:
        """Who is meant, with the full name and the post known at that place (guideline §4.2, §4.3)."""
        if mention.name_start not in self._persons:
            self._persons[mention.name_start] = self._read_person(mention)
        return self._persons[mention.name_start]

    def _read_person(self, mention: Mention) -> Person:
        full = self._full_name(mention)
        name = full.name if full else mention.name
        sure = mention.sure and (mention.full or self._is_plain(mention))
        return Person(name, self.post_at(name, mention.name_start, mention.post), sure)

    def _is_plain(self, short: Mention) -> bool:
        """Is there one full name only that a short form can mean?"""
        meant = [self.mentions[index] for index in self._meant_by(short.name)]
        if len({mention.name for mention in meant}) != 1:
            return False
        form = _form(short)
        return short.name[0] in FAMILIAR or any(
            has_title(title, form) for m in meant for title in m.post.title.split("、")
        )

    def _full_name(self, mention: Mention) -> Mention | None:
        if mention.full:
            return None if mention.post.title and mention.start < mention.name_start else self._whole.get(mention.name)
        index = bisect_left(self.starts, mention.name_start)
        meant = self._meant_by(mention.name)
        place = bisect_left(meant, index)
        nearest = [*reversed(meant[max(place - FAR, 0) : place]), *meant[place : place + FAR]]
        candidates = [one for one in map(self.mentions.__getitem__, nearest) if self._fits(mention, one)]
        form = _form(mention)
        titled = [m for m in candidates if any(has_title(title, form) for title in m.post.title.split("、"))]
        return next(iter(titled or candidates), None)

    def _fits(self, short: Mention, full: Mention) -> bool:
        """Not 王大姐 for 王建军, nor 老卞 for his son."""
        names = short.name, full.name
        if names not in self._two:
            form, fulls = _form(short), self._by_name[full.name]
            titled = any(has_title(title, form) for one in fulls for title in one.post.title.split("、"))
            self._two[names] = are_two(self.veiled, self._by_name[short.name], fulls, by_title=titled)
        if self._two[names]:
            return False
        called, known = gender_of_role(short.name), gender_of_name(full.name)
        return not (called and known and called != known)

    @cached_property
    def _two(self) -> dict[tuple[str, str], bool]:
        """Whether a short form and a full name are known to be two people."""
        return {}

    @cached_property
    def _by_name(self) -> dict[str, list[Mention]]:
        found = defaultdict(list)
        for mention in self.mentions:
            found[mention.name].append(mention)
        return found

    def _meant_by(self, short: str) -> list[int]:
        """The indexes of the mentions whose full name a short form may mean."""
        if short not in self._meant:
            fit = {name for name in self._full_names if _may_be(short, name)}
            self._meant[short] = [n for n, mention in enumerate(self.mentions) if mention.full and mention.name in fit]
        return self._meant[short]

    @cached_property
    def _meant(self) -> dict[str, list[int]]:
        return {}

    @cached_property
    def _full_names(self) -> frozenset[str]:
        return frozenset(mention.name for mention in self.mentions if mention.full)

    @cached_property
    def _whole(self) -> dict[str, Mention]:
        """阿依努尔 is 阿依努尔·买买提 when the essay names one: by each part but the last of many; 朵朵 is 覃朵朵."""
        whole: dict[str, Mention] = {}
        for mention in self.mentions:
            if mention.full and PARTS.search(mention.name):
                for part in PARTS.split(mention.name):
                    whole.setdefault(part, mention)
            elif mention.full and DOUBLED.search(mention.name):
                whole.setdefault(mention.name[-2:], mention)
            elif mention.full and len(mention.name) > 3:
                for part in parts_of(mention.name):
                    whole.setdefault(part, mention)
        return {part: mention for part, mention in whole.items() if part != mention.name}

    def post_at(self, name: str, position: int, own: Post) -> Post:
        """The post that stands with a name, made whole by what is known of the person there (guideline §4.3)."""
        if own.organisation:
            return own
        known = list(islice(self._posts_before(name, position), FAR))
        if own in known[1:] and known[0].organisation:
            return known[0]  # 老渔民水根叔上岸三年，如今是护湖队的队长。
        employed = [post for post in known if post.organisation]
        for post in employed:
            if not own.title or own.title in ADDRESSES or _agree(own.title, post.title):
                return post
        if own.title and employed and own.title.endswith(HEADS_OF):
            return _joined(own, employed[0])
        titled = [post for post in known if post.title]
        if own.title and titled and (own.title in ADDRESSES or _agree(own.title, titled[0].title)):
            return titled[0]
        if own.title or titled:
            return own if own.title else titled[0]
        return next((post for place, post in self.posts.get(name, ()) if position < place <= position + SOON), own)

    def _posts_before(self, name: str, position: int) -> Iterator[Post]:
        """The posts given with a name before a place, nearest first."""
        known = self.posts.get(name, [])
        for index in range(bisect_left(known, position, key=itemgetter(0)) - 1, -1, -1):
            yield known[index][1]


def _agree(own: str, known: str) -> bool:
    """Does the known title hold the one that stands here: 院长 in 副院长、院长?"""
    return own in known or any(own.endswith(part) or has_title(part, own) for part in known.split("、"))


ADDRESSES = frozenset(
    ["师傅", "老师", "医生", "大夫", "护士", "同学", "学生", "老板", "教授", "工", "总", "导师", "教练"]
)


def _joined(own: Post, known: Post) -> Post:
    return Post((Affiliation(known.organisation, own.title),), own.relation)


def _may_be(short: str, full: str) -> bool:
    """Could the form of address 李校长, 老李, 小芳 or 秀兰 mean this full name?"""
    if full == short:
        return False
    if short in PARTS.split(full) or (len(full) > 3 and short in parts_of(full)):
        return True
    core = short.removeprefix("老").removeprefix("小").removeprefix("阿")
    if len(short) == 2 and full.endswith(short):
        return True
    surname = surname_at(core, 0) or core[:1]
    return full.startswith(surname) or (len(core) < len(short) and full.endswith(core))


def _form(short: Mention) -> str:
    """校长 of 李校长."""
    return short.post.title or short.name[len(surname_at(short.name, 0)) :]


def has_title(title: str, form: str) -> bool:
    """Is the title one that the form of address 老师 or 局长 may mean?"""
    if form.endswith(OF_ITS_OWN) and form != title:
        return title.endswith(form)
    return bool(title) and (title.endswith((form, *MEANT.get(form, ()))) or form.endswith(title))


OF_ITS_OWN = ("班主任",)  # no 主任 of another kind


MEANT = {
    "老师": ("教师", "教授", "讲师", "辅导员", "班主任", "教练", "教导主任"),
    "教师": ("老师", "教授", "讲师"),
    "大夫": ("医生", "医师", "主任医师"),
    "医生": ("大夫", "医师"),
    "师傅": ("技师", "工", "员", "匠", "钳工"),
    "工": ("工程师", "总工", "技师", "高级工程师"),
    "总": ("总经理", "董事长", "总裁", "总监", "总工程师", "副总"),
    "法官": ("审判员", "庭长"),
    "警官": ("民警", "警长", "警员"),
    "老板": ("店主", "掌柜", "老板娘"),
    "队长": ("大队长", "中队长", "支队长"),
    "书记": ("第一书记", "支书"),
}


__all__ = ["NOBODY", "Cast", "Mention", "Person", "has_title"]
