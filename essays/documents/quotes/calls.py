"""Who is spoken to: “简老师，有人看吗？”, or rung up: 她拨通了蓝天野的电话。"""

from __future__ import annotations

import re
from itertools import islice

from essays.documents.tree import Confidence

from .genders import gender_of_name
from .marks import Run
from .names.letters import surname_at
from .references import LOOK_BACK
from .scene import Scene
from .speakers import Speaker, named
from .subjects import Subject

PHONE = ("电话", "听筒", "话筒", "手机", "那头")
RINGS_UP = re.compile("打电话给|(?:拨通|打通|拨打|接通|给)了?(?=[^，。；]{2,30}电话)")
CALLED = re.compile("(?P<who>[^，,。！？!?]{2,4})[，,！!]")


def called(scene: Scene, run: Run) -> Speaker | None:
    """Who is called by name or title at the head of the words: the nearest named before."""
    words = CALLED.match(scene.words_of(run))
    if words is None:
        return None
    near = islice(scene.cast.before(run.start), LOOK_BACK)
    mention = next((one for one in near if scene.cast.may_be_called(one, words["who"])), None)
    return named(scene, mention, Confidence.CERTAIN) if mention else None


def acts_when_called(scene: Scene, position: int, gender: str) -> Speaker | None:
    """她问：“简老师，有人看吗？”她没回答: the pronoun behind the words means who was spoken to."""
    run = scene.run_before(position)
    if run is None or scene.previous_character(run.start) not in ("：", ":"):
        return None
    found = called(scene, run)
    return found if found and gender_of_name(found.name) in ("", gender) else None


def on_the_phone(scene: Scene, subject: Subject) -> Speaker | None:
    """她拨通了街道办副主任蓝天野的电话。电话里传来的声音很响：“…”"""
    if not subject.words.startswith(PHONE):
        return None
    low, _ = scene.paragraph_bounds(subject.start)
    for call in RINGS_UP.finditer(scene.veiled, low, subject.start):
        mention = next(scene.cast.between(call.end(), subject.start), None)
        if mention and mention.start == call.end():
            return named(scene, mention, Confidence.LIKELY)
    return None


def surnamed(scene: Scene, subject: Subject) -> Speaker | None:
    """老板姓储, where the essay speaks of 储老板."""
    if scene.veiled[subject.end : subject.end + 1] != "姓":
        return None
    surname = surname_at(scene.veiled, subject.end + 1)
    name = f"{surname}{subject.words}"
    mention = next((one for one in scene.cast.mentions if surname and one.name == name), None)
    return named(scene, mention, Confidence.LIKELY) if mention else None
