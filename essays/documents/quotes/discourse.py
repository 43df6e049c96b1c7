"""Who acts, clause by clause through an essay: subjects resolved to persons, and carried where they are left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from essays.documents.tree import Confidence

from .acts import Act, Sentence, sentences
from .calls import acts_when_called, on_the_phone, surnamed
from .cast import NOBODY, Mention, has_title
from .genders import gender_of_role
from .names.appositions import post_said
from .pairs import is_kin, is_kin_of_named, one_of_kin, one_of_two
from .phrases import CURTAIN, skip_leads
from .posts import Post, read_post
from .references import GENERIC, LOOK_BACK, YOUNG, Foci, Focus, Place
from .scene import Scene
from .speakers import ANONYMOUS, Speaker, named, with_group
from .subjects import Kind, Subject, find_subject, introduced, noun_phrases
from .words import one_of

COMMA = re.compile("[，,：:—]+")
BEHIND_CURTAIN = CURTAIN + '“「『"＂'  # what begins so is speech and nothing else
CLAUSE_ENDS = re.compile('[。！？；\n：“「"]')
LONGEST_VERB = 8
REACH = 5  # paragraphs before speech in which somebody may be named who is meant there
TOPIC = re.compile("(?:说|谈|提|想|聊|忆|讲)(?:起|到|及)$|听说$|关于$")
ENDED = re.compile("[。！]")  # 大家都会提到李明。这位局长……
NAMED = re.compile(
    "(?:[他她]就?(?:名|姓)?叫|名叫|[他她](?:就|正|原来|便)?是(?:[^，。；]{0,12}的)?|[叫称喊][他她](?:为|作)?)$"
)
INTRODUCED = re.compile("是一?[个位名]|姓")  # 茶馆老板是个中年人, 妻子姓孔
LETS = re.compile("(?:示意|允许|请|让|催|劝|鼓励|要求)[他她我你]")  # 示意她可以坐下讲，
THIS = re.compile("这[位名个]|那[位名个]")
FAR_ONE = ("那位", "那名", "那个")
COMES = re.compile(
    "(?:(?<![发送传寄带拿捎写])来|走[来进出]|进来|闯进|跑来|冒出)了?一[个位名]|[里中]有个?[^，。：；的]{1,6}的$"
)  # 来了一个小伙子，吞吞吐吐地问
YIELDS = re.compile("才|却|偏|反[而倒]|愣是|就是不")
ASKS = re.compile("[^，。问]{0,3}问(?!候|题|好)")
OBJECT = re.compile(
    "[他她](?![们人俩的自本家父母妻儿女爸妈爷奶哥姐弟妹这那两二三四五六七八九十几心身脸眼]|手(?!续|机|艺|段)|一(?![个位名下把眼句杯张件次]))"
)
PAST = re.compile("年前|当年|那时|那会儿|年轻时|早年|过去|从前|以前|原[来先本是为]|本来")
NEAR_PAST, NEXT = 4, 3  # NEXT: characters between a clause and the next one, be it in the next paragraph
MASTERS, NOBODY_SPECIAL = ("师傅", "师父"), ("有人", "有的", "不知", "某")
MARKS = tuple('“「『"＂')


@cache
def _reports() -> re.Pattern[str]:
    return re.compile(
        f"(?:{one_of('reporting_verbs')}|告诉(?:我们?|[^，。：；]{{1,4}})|对(?:我们?|[^，。：；]{{1,4}})(?:说|讲))$"
    )


def _has_post(focus: Focus) -> bool:
    return focus.mention is not None and bool(focus.mention.post.title)


def _gender(pronoun: str) -> str:
    return "f" if pronoun.startswith("她") else "m"


class Discourse:
    """An essay read as far as it bears on the given offsets: their paragraphs and some before each."""

    def __init__(self, scene: Scene, places: Iterable[int]) -> None:
        self.scene = scene
        self.foci = Foci(scene)
        self.acts: list[Act] = []
        self.starts: list[int] = []
        last = {scene.passage.paragraph_at(place) for place in places}
        wanted = {near for paragraph in last for near in range(max(paragraph - REACH, 0), paragraph + 1)}
        for sentence in sentences(scene, sorted(wanted)):
            self._read_sentence(sentence)

    # -- asking ------------------------------------------------------------------------------------------

    def between(self, low: int, high: int) -> list[Act]:
        """The clauses that begin in `[low, high)`."""
        return self.acts[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def before(self, position: int) -> Iterator[Act]:
        """The clauses before a place, nearest first."""
        for index in range(bisect_left(self.starts, position) - 1, -1, -1):
            yield self.acts[index]

    def speaker(self, mention: Mention) -> Speaker:
        return named(self.scene, mention, Confidence.CERTAIN)

    def pronoun(self, word: str, position: int, others: frozenset[str] = frozenset()) -> Speaker | None:
        """Who is meant by the 他 or 她 at `position`, none of the `others`."""
        found = self.foci.nearest("f" if word == "她" else "m", self._place(position), others)
        return found.speaker.weakened(Confidence.LIKELY) if found else None

    def _place(self, position: int) -> Place:
        return Place(position, self.scene.passage.paragraph_at(position))

    def owner(self, low: int, high: int, others: frozenset[str] = frozenset()) -> Speaker | None:
        """The last person in `[low, high)`, by name, pronoun, kin or as somebody: whose the next word is."""
        found = None
        for subject in noun_phrases(self.scene.cast, low, high):
            if subject.kind is not Kind.SELF or self.scene.veiled[subject.end : high].strip("的") == "":
                found = subject
        if found is None:
            return None
        if found.kind is Kind.PRONOUN:
            return self.pronoun(found.words[0], found.start, others)
        return self.resolve(found)

    # -- reading -----------------------------------------------------------------------------------------

    def _read_sentence(self, sentence: Sentence) -> None:
        veiled, start = self.scene.veiled, sentence.start
        last = next(reversed(self.acts), None)  # 祁连雪说，过去……；现在……: what is reported goes on
        previous = last if last and last.reported and veiled[last.end : start] == "；" else None
        for comma in [*COMMA.finditer(veiled, sentence.start, sentence.end), None]:
            end = comma.start() if comma else sentence.end
            if start < end and (veiled[end - 1] != CURTAIN or veiled[start] not in BEHIND_CURTAIN):
                previous = self._read_clause(start, end, sentence, previous)
                self.acts.append(previous)
                self.starts.append(start)
                self._note(previous)
                self._note_post(previous)
            start = comma.end() if comma else sentence.end

    def _read_clause(self, start: int, end: int, sentence: Sentence, previous: Act | None) -> Act:
        subject = find_subject(self.scene.cast, start, end)
        actor, carried = None, False
        if subject is not None:
            actor = self.resolve(subject)
            if actor and subject.start > skip_leads(self.scene.veiled, start, subject.start):
                actor = actor.weakened(Confidence.LIKELY)
            self._note_naming(subject, start, end)
        elif COMES.search(self.scene.veiled, start, end):
            actor = ANONYMOUS
        elif previous is not None and previous.actor is not None:
            actor, carried = previous.actor, True
        reported = previous is not None and (previous.reported or self._reports(previous))
        return Act(start, end, sentence.start, sentence.paragraph, subject, actor, carried, reported)

    def _note_naming(self, subject: Subject, start: int, end: int) -> None:
        """他是退休多年的老院长万俟教授; 大家都叫他熊爹: who was brought in without a name has one."""
        mention = next(self.scene.cast.between(start, end), None)
        if mention is None:
            return
        apposed = subject.mention is mention and self.scene.veiled[start - 1 : start] == "—"
        if apposed or NAMED.search(self.scene.veiled, start, mention.start):
            self.foci.give_name(named(self.scene, mention, Confidence.LIKELY), self._place(mention.start))

    def _reports(self, act: Act) -> bool:
        """李明表示，: does the clause end in a verb after which speech without marks goes on?"""
        veiled, following = self.scene.veiled, self.scene.veiled[act.end + 1 : act.end + 2]
        return (
            act.actor is not None
            and following not in MARKS
            and not LETS.search(veiled, act.start, act.end)
            and bool(_reports().search(veiled, max(act.start, act.end - LONGEST_VERB), act.end))
        )

    def _note(self, act: Act) -> None:
        """Who is named in the clause may be meant later: the subject before the others."""
        subject, cast = act.subject, self.scene.cast
        chief = subject.mention if subject and not act.reported else None
        if cast.any_between(act.start, act.end):
            self._note_named(act, chief)
        for words in (
            introduced(cast, act.start, act.end) if cast.introductions.any_between(act.start, act.end) else ()
        ):
            if subject is None or words not in subject.words:
                self.foci.add(Focus(ANONYMOUS, gender_of_role(words), act.start, act.paragraph, False, head=words))
        if act.reported:
            if subject and subject.kind is Kind.SOMEONE:
                head = subject.words.rsplit("的", 1)[-1]
                self.foci.add(
                    Focus(ANONYMOUS, gender_of_role(head), act.start, act.paragraph, False, head=head, by_role=True)
                )
            return
        self._note_subject(act, chief)
        self._note_objects(act)

    def _note_named(self, act: Act, chief: Mention | None) -> None:
        for mention in self.scene.cast.between(act.start, act.end):
            topic = TOPIC.search(self.scene.veiled, max(mention.start - 3, 0), mention.start)
            if mention is not chief and (not topic or ENDED.match(self.scene.veiled, mention.end)):
                self._focus(named(self.scene, mention, Confidence.LIKELY), mention, act, chief=False)

    def _note_post(self, act: Act) -> None:
        """她是镇卫生院的护士: a post said of somebody holds from there on."""
        if act.actor is None or not act.actor.name or (act.subject and act.subject.possessive):
            return
        start = act.subject.end if act.subject else act.start
        if next(self.scene.cast.between(start, act.end), None):
            return
        if PAST.search(self.scene.veiled, act.start, min(start + NEAR_PAST, act.end)):
            return
        post = post_said(self.scene.passage.text, self.scene.veiled, start, act.end)
        if post:
            self.scene.cast.learn(act.actor.name, act.start, post, besides=act.sentence)

    def _note_subject(self, act: Act, chief: Mention | None) -> None:
        subject = act.subject
        if subject is None or act.actor is None or act.actor.group or subject.kind is Kind.SELF:
            return
        if act.actor.name:
            pronoun = _gender(subject.words) if subject.kind is Kind.PRONOUN else ""
            self._focus(act.actor, chief, act, chief=True, pronoun=pronoun)
        elif subject.kind in (Kind.SOMEONE, Kind.ROLE) and not subject.words.startswith(NOBODY_SPECIAL):
            head, role = subject.words.rsplit("的", 1)[-1], subject.kind is Kind.ROLE
            known = role and self.foci.by_head(subject.words, self._place(subject.start))
            role = role and not is_kin_of_named(self.scene, subject) and not (known and not known.is_named)
            role = role and not INTRODUCED.match(self.scene.veiled, subject.end)
            described = head != subject.words or self.scene.veiled[subject.start - 1 : subject.start] == "的"
            if role and GENERIC.fullmatch(head) and not described:
                return
            role = role and not is_kin(self.scene, subject)
            role = role and head == subject.words  # 领唱的女孩 is somebody else than whoever was named
            focus = Focus(ANONYMOUS, gender_of_role(head), act.start, act.paragraph, True, head=head, by_role=role)
            self.foci.add(focus)

    def _note_objects(self, act: Act) -> None:
        """施工队队长覃大为打趣他: whom 他 means here it means in the next clause."""
        subject = act.subject
        if subject is None or act.actor is None or subject.kind is Kind.PRONOUN:
            return
        match = OBJECT.search(self.scene.veiled, subject.end, act.end)
        if match:
            gender, place = _gender(match.group()), self._place(act.start)
            found = self.foci.by_pronoun(gender, place, frozenset({act.actor.name}))
            if found:
                self._focus(found.speaker, None, act, chief=False, pronoun=gender)

    def _focus(self, speaker: Speaker, mention: Mention | None, act: Act, *, chief: bool, pronoun: str = "") -> None:
        self.foci.add(Focus(speaker, "", act.start, act.paragraph, chief, mention, pronoun=pronoun))

    # -- resolving ---------------------------------------------------------------------------------------

    def resolve(self, subject: Subject) -> Speaker | None:
        if subject.kind is Kind.PERSON and subject.mention:
            return named(self.scene, subject.mention, Confidence.CERTAIN)
        if subject.kind is Kind.PRONOUN:
            return self._pronoun(subject)
        if subject.kind is Kind.ROLE:
            return surnamed(self.scene, subject) or self._role(subject)
        if subject.kind is Kind.GROUP:
            return with_group(subject.words)
        return on_the_phone(self.scene, subject) or ANONYMOUS

    def _pronoun(self, subject: Subject) -> Speaker:
        if spoken_to := acts_when_called(self.scene, subject.start, _gender(subject.words)):
            return spoken_to.weakened(Confidence.LIKELY)
        place = self._place(subject.start)
        others = self._also_named(subject)
        found = self.foci.by_pronoun(_gender(subject.words), place, others | self._gives_way(subject))
        return found.speaker.weakened(Confidence.LIKELY) if found else ANONYMOUS

    def _gives_way(self, subject: Subject) -> frozenset[str]:
        """甄科长软磨硬泡，他才松了口；小赵问：“…？”他想了半天: who acted in the clause before."""
        last = self.acts[-1] if self.acts else None
        if last is None or last.actor is None or last.subject is None:
            return frozenset()
        asked = self.scene.run_before(subject.start)
        if last.end + NEXT < subject.start and (asked is None or asked.start != last.end + 1):
            return frozenset()
        asks = ASKS.match(self.scene.veiled, last.subject.end, last.end)
        return frozenset({last.actor.name}) if asks or YIELDS.match(self.scene.veiled, subject.end) else frozenset()

    def _also_named(self, subject: Subject) -> frozenset[str]:
        """Who is named behind the subject in its clause is somebody else."""
        end = next((m.start() for m in CLAUSE_ENDS.finditer(self.scene.veiled, subject.end)), len(self.scene.veiled))
        cast = self.scene.cast
        return frozenset(cast.person(mention).name for mention in cast.between(subject.end, end))

    def _role(self, subject: Subject) -> Speaker:
        """局长说: the person who holds that title; 妻子说: who was named as one; 老人说: the nearest person."""
        post, place = read_post(subject.words), self._place(subject.start)
        word = post.relation or post.title
        brought_in = self.foci.by_head(subject.words, place)
        if brought_in and brought_in.paragraph == place.paragraph:
            return brought_in.speaker
        holder = self._holder(subject, word, post) or one_of_kin(self.foci, subject, word)
        if holder := holder or one_of_two(self.foci, subject):
            if brought_in and not brought_in.is_named:
                return holder if brought_in.position < self._spoken_of(holder.name, subject) else brought_in.speaker
            return holder
        this = THIS.search(self.scene.veiled, max(subject.start - 12, 0), subject.end)
        described = self.scene.veiled[subject.start - 1 : subject.start] == "的"
        if this or (GENERIC.fullmatch(subject.words) and not described):
            that = this and this.group() in FAR_ONE
            child = that and YOUNG.search(subject.words)  # 那个女孩 is not whoever was named last
            found = None if child else self.foci.by_role(subject.words, place, self._also_named(subject))
            far = that and not GENERIC.search(subject.words)
            if found and brought_in and not GENERIC.search(subject.words) and _has_post(found):
                found = None  # 这位骑手 is the 骑手 of before, not the 主任 who looks for him
            if found and brought_in and self.foci.is_younger(found, subject.words):
                found = None  # 老人 is 那头的老人, not the plumber who has just spoken
            if found and (found.paragraph == place.paragraph or not (brought_in or far)):
                return found.speaker.weakened(Confidence.UNSURE)
        if brought_in:
            return brought_in.speaker
        return replace(ANONYMOUS, post=post if post.organisation else NOBODY)

    def _spoken_of(self, name: str, subject: Subject) -> int:
        """Where somebody was last named before."""
        before = islice(self.scene.cast.before(subject.start), LOOK_BACK)
        return next((one.start for one in before if self.scene.cast.person(one).name == name), -1)

    def _holder(self, subject: Subject, word: str, post: Post) -> Speaker | None:
        for mention in islice(self.scene.cast.before(subject.start), LOOK_BACK):
            if not mention.full and len(subject.words) > 1 and mention.name.endswith(subject.words):
                return named(self.scene, mention, Confidence.LIKELY)  # 阿婆, where 向阿婆 was named
        for mention in self.scene.cast.titled_before(subject.start):
            if word and mention.post.relation.endswith(word):
                return named(self.scene, mention, Confidence.LIKELY)
            if post.organisation and not mention.post.organisation.endswith(post.organisation):
                continue
            if (post.title or word in MASTERS) and any(
                has_title(title, word) or has_title(title, word.removeprefix("老"))
                for title in mention.post.title.split("、")
            ):
                return named(self.scene, mention, Confidence.LIKELY)
        return None
