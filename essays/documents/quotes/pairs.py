"""Who is meant where two have been named: 哥哥 and 妻子, 前者 and 对方."""

from __future__ import annotations

import re
from functools import cache

from essays.documents.tree import Confidence

from .cast import Mention
from .genders import gender_of_role
from .references import LOOK_BACK, Foci
from .scene import Scene
from .speakers import Speaker, named
from .subjects import Subject
from .words import one_of

KIN = (
    ("哥哥", "姐姐", "弟弟", "妹妹", "大哥", "大姐"),
    ("丈夫", "妻子", "老伴", "爱人", "媳妇", "老公", "老婆"),
    ("父亲", "母亲", "爸爸", "妈妈", "爹", "娘", "儿子", "女儿"),
    ("师傅", "徒弟", "师父"),
    ("老师", "学生"),
    ("爷爷", "奶奶", "孙子", "孙女", "外公", "外婆"),
    ("婆婆", "公公", "儿媳", "媳妇"),
)
KINSHIP = frozenset(word for group in KIN if "师傅" not in group and "老师" not in group for word in group)
AND = "和与跟同、"
IS = re.compile("[也就都便正]?是")


def one_of_kin(foci: Foci, subject: Subject, word: str) -> Speaker | None:
    """哥哥, where 佟铁柱和弟弟佟铁军 were named; 妻子, where 易难和苗香夫妻俩 were, and the other just acted."""
    kin = _kin_of(word)
    if not kin:
        return None
    scene, cast = foci.scene, foci.scene.cast
    paragraph = scene.passage.paragraph_at(subject.start)
    for index, mention in enumerate(cast.before(subject.start)):
        if index > LOOK_BACK or paragraph - scene.passage.paragraph_at(mention.start) > 1:
            return None
        other = next(cast.before(mention.start), None)
        if other is None or cast.person(other).name == cast.person(mention).name:
            continue
        if mention.post.relation in kin and scene.sentence_start(mention.start) <= other.start:
            return named(scene, other, Confidence.LIKELY)
        if _pair().match(scene.veiled, mention.end) and scene.veiled[other.end : mention.start] in AND:
            one = mention if cast.person(other).name == _last_named(foci) else other
            return named(scene, one, Confidence.LIKELY)
    return None


def _last_named(foci: Foci) -> str:
    return next((focus.speaker.name for focus in reversed(foci.all) if focus.subject and focus.is_named), "")


def _kin_of(word: str) -> frozenset[str]:
    """The words for those to whom somebody may be a `word`: 妻子 for 丈夫."""
    return frozenset(one for group in KIN if word in group for one in group) - {word}


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(one_of("pairs"))


def one_of_two(foci: Foci, subject: Subject) -> Speaker | None:
    """前者说, 后者说: of the two who were named last. 对方说: who of them did not act last."""
    if subject.words not in ("前者", "后者", "对方"):
        return None
    names: list[Mention] = []
    for mention in foci.scene.cast.before(subject.start):
        if mention.full and mention.name not in [other.name for other in names]:
            names.append(mention)
        if len(names) == 2:
            first_acted = names[0].name == _last_named(foci)
            second = first_acted if subject.words == "对方" else subject.words == "前者"
            return named(foci.scene, names[second], Confidence.LIKELY)
    return None


def is_kin_of_named(scene: Scene, subject: Subject) -> bool:
    """喻文君的|奶奶: somebody else than who is named."""
    owner = next(scene.cast.before(subject.start + subject.words.find("的") + 1), None)
    if owner is None or not subject.start - 1 <= owner.end < subject.end:
        return False
    return scene.veiled[owner.end] == "的" and not IS.match(scene.veiled, subject.end)


def is_kin(scene: Scene, subject: Subject) -> bool:
    """他的妻子哭了。她说: somebody else; not so surely who is only said to be something: 他的父亲也是教师。他……"""
    if subject.words.removeprefix("老") not in KINSHIP:
        return False
    return gender_of_role(subject.words) == "f" or not IS.match(scene.veiled, subject.end)
