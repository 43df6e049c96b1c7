"""One utterance in every frame a sentence may put around it, by every kind of speaker: each must be found.

Each frame is read with each speaker, so that a frame that works with one name alone is seen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from essays.documents.parsing import parse
from essays.documents.tree import Essay, Speech

WORDS = ("路修通了，心也就通了。", "我们一定把这件事办好！", "这条路到底还修不修？")
# As printed, what the name is of it, and the organisation and title before it.
SPEAKERS = (
    ("李建华", "李建华", "", ""),
    ("欧阳建华", "欧阳建华", "", ""),
    ("阿依古丽·买买提", "阿依古丽·买买提", "", ""),
    ("村民王大山", "王大山", "", "村民"),
    ("县水利局局长李建华", "李建华", "县水利局", "局长"),
    ("护林员老周", "老周", "", "护林员"),
    ("老支书赵德海", "赵德海", "", "老支书"),
)
# {S} is the speaker with the post, {P} the pronoun, {Q} the words in their marks; of two people {S}, {N}, {P} are the
# first with the post, by name and by pronoun, {T}, {M}, {R} the second.
SECTIONS = Path(__file__).with_name("frames.txt").read_text(encoding="utf-8").split("# ")[1:]
FRAMES = {section.split()[0]: section.split()[1:] for section in SECTIONS}
# A name that the text gives once, with nothing that makes it one, stays a word.
BARE = {"轮到{S}发言，{P}只说了一句：{Q}"}
TWO = (
    (("县水利局局长李建华", "李建华", "他"), ("村妇联主席田秀英", "田秀英", "她")),
    (("护林员老周", "老周", "他"), ("青年教师欧阳倩", "欧阳倩", "她")),
    (("村支书王大山", "王大山", "他"), ("技术员陈立冬", "陈立冬", "他")),
)
BODIES = ("县水利局", "市纪委监委", "青山村村委会", "华信集团", "省农科院专家组", "驻村工作队")
INTRODUCED = ("{S}在山里工作了三十年。", "见到{S}是在一个雨天。", "说起修路，大家都会提到{S}。")
# With whom each is introduced, and how the next sentence means them.
ROLES = {
    "县水利局局长李建华": ["这位局长说：{Q}", "局长说：{Q}", "李局长说：{Q}", "{Q}这位年轻的局长说。"],
    "退休教师田秀英": ["这位老教师说：{Q}", "老人说：{Q}", "田老师说：{Q}", "{Q}老人擦着眼泪说。"],
    "村党支部书记王大山": ["王书记说：{Q}", "这位村支书说：{Q}", "{Q}这位村里的带头人说。"],
    "民警陈立冬": ["陈警官说：{Q}", "这位民警说：{Q}", "{Q}小陈说。"],
}
GROUPS = ("大家", "村民们", "乡亲们", "与会同志", "干部群众", "孩子们", "老人们")


REPORTED = ("路修通以后，村里的日子一年比一年好", "今年要把三件实事办到群众心坎上")


def quotes_in(sentence: str) -> tuple[Speech, ...]:
    return _essay(sentence).quotes


def _essay(sentence: str) -> Essay:
    text = f"学习体会（2篇）\n篇1\n做合格的干部\n村里变化很大。\n{sentence}\n后来，工作继续推进。\n篇2\n会\n好。"
    return parse(text.encode(), "a.txt").document.essays[0]


def fill(frame: str, speaker: str, words: str) -> str:
    return frame.replace("{S}", speaker).replace("{P}", "他").replace("{Q}", f"“{words}”").replace("⏎", "\n")


@pytest.mark.parametrize("frame", FRAMES["named"])
def test_whoever_speaks_is_found_in_every_frame(frame: str) -> None:
    missed = []
    for printed, name, organisation, title in SPEAKERS:
        for words in WORDS:
            found = [
                (quote.speaker, quote.organisation, quote.title)
                for quote in quotes_in(fill(frame, printed, words))
                if quote.text == words
            ]
            if found != [(name, organisation, title)] and not (frame in BARE and printed == name):
                missed.append((printed, words, found))
    assert missed == []


@pytest.mark.parametrize("frame", FRAMES["reported"])
def test_what_is_reported_is_found_with_whoever_says_it(frame: str) -> None:
    missed = []
    for printed, name, organisation, title in SPEAKERS:
        for words in REPORTED:
            said = _essay(frame.replace("{S}", printed).replace("{R}", words)).statements
            found = [(one.speaker, one.organisation, one.title, one.text) for one in said]
            if found != [(name, organisation, title, words)]:
                missed.append((printed, found))
    assert missed == []


@pytest.mark.parametrize(("speaker", "frame"), [(speaker, frame) for speaker in ROLES for frame in ROLES[speaker]])
def test_whoever_is_meant_by_a_role_was_named_before(speaker: str, frame: str) -> None:
    for introduction in INTRODUCED:
        [quote] = quotes_in(introduction.replace("{S}", speaker) + fill(frame, "", WORDS[0]))
        assert speaker.endswith(quote.speaker)
        assert len(quote.speaker) == 3


@pytest.mark.parametrize(
    ("frame", "groups"),
    [*((frame, GROUPS) for frame in FRAMES["group"]), *((frame, BODIES) for frame in FRAMES["body"])],
)
def test_a_group_speaks_in_every_frame(frame: str, groups: tuple[str, ...]) -> None:
    for group in groups:
        [quote] = quotes_in(fill(frame, group, WORDS[0]))
        assert (quote.speaker, quote.organisation) == ("", group)


def test_a_district_is_no_surname_where_a_body_follows() -> None:
    [body] = quotes_in(fill("{Q}区行政审批局负责人说。", "", WORDS[0]))
    [person] = quotes_in(fill("{Q}区建国在区委办公室说。", "", WORDS[0]))
    assert (body.speaker, body.organisation, body.title) == ("", "区行政审批局", "负责人")
    assert person.speaker == "区建国"


def test_a_husband_with_a_post_is_not_she() -> None:
    before = "田秀英是镇卫生院的医生。她的丈夫、县一中教师纪南星说：“家里的事，不用操心。”"
    husband, doctor = quotes_in(before + fill("对年轻医生，她常叮嘱：{Q}", "", WORDS[0]))
    assert (husband.speaker, husband.organisation, husband.title) == ("纪南星", "县一中", "教师")
    assert doctor.speaker == "田秀英"


@pytest.mark.parametrize("who", ["县卫健局的同志", "办公室的小同志", "驻村的老同志"])
def test_a_comrade_of_some_office_is_not_who_spoke_before(who: str) -> None:
    _before, quote = quotes_in("院长聂怀仁说：“二十年，天天如此。”" + fill("{S}悄悄对我说：{Q}", who, WORDS[0]))
    assert quote.speaker == ""


@pytest.mark.parametrize("bodies", ["区民政局、区文明办", "市河长办、市水利局", "县林长办"])
def test_bodies_speak_together(bodies: str) -> None:
    [quote] = quotes_in(fill("{S}联合发文要求：{Q}", bodies, WORDS[0]))
    [statement] = _essay(f"{bodies}随后联合发文指出，{REPORTED[0]}，一件一件办到群众心坎上。").statements
    assert (quote.speaker, quote.organisation) == (statement.speaker, statement.organisation) == ("", bodies)


def test_an_article_is_not_by_who_spoke_before() -> None:
    _before, quote = quotes_in("李建华说：“书要常读。”" + fill("《人民日报》的一篇评论说得好：{Q}", "", WORDS[0]))
    assert (quote.speaker, quote.organisation) == ("", "")


def test_the_head_of_a_district_heads_no_study_group() -> None:
    before = "区委理论学习中心组举行学习，区长李建华参加。"
    [quote] = quotes_in(before + fill("李建华说：{Q}", "", WORDS[0]))
    assert (quote.speaker, quote.organisation, quote.title) == ("李建华", "", "区长")


def test_a_council_is_no_member_of_it() -> None:
    [statement] = _essay(f"区委常委会强调，{REPORTED[0]}，一件一件办到群众心坎上。").statements
    assert (statement.speaker, statement.organisation, statement.title) == ("", "区委常委会", "")


@pytest.mark.parametrize("frame", FRAMES["unnamed"])
def test_whoever_is_not_named_speaks_without_a_name(frame: str) -> None:
    [quote] = quotes_in(fill(frame, "", WORDS[0]))
    assert (quote.speaker, quote.organisation) == ("", "")


@pytest.mark.parametrize("frame", FRAMES["nobody"])
def test_what_nobody_says_is_no_quote(frame: str) -> None:
    assert quotes_in(fill(frame, "", WORDS[0])) == ()


@pytest.mark.parametrize(("frame", "who"), [(frame, who) for who in ("first", "second") for frame in FRAMES[who]])
def test_of_two_people_the_right_one_speaks(frame: str, who: str) -> None:
    for first, second in TWO:
        sentence = frame
        for sign, words in zip("SNPTMR", first + second, strict=True):
            sentence = sentence.replace(f"{{{sign}}}", words)
        [quote] = quotes_in(sentence.replace("{Q}", f"“{WORDS[0]}”"))
        assert quote.speaker == (first if who == "first" else second)[1], sentence


@pytest.mark.parametrize("title", ["县长", "副县长", "局长", "常务副市长", "总工程师", "副书记", "院士", "老师"])
def test_a_title_may_stand_behind_the_name(title: str) -> None:
    [quote] = quotes_in(f"李建华{title}说：“{WORDS[0]}”")
    assert (quote.speaker, quote.title) == ("李建华", title)


@pytest.mark.parametrize("title", ["县长", "镇长", "市长", "教授", "大夫", "政委", "博士", "大姐", "大爷"])
@pytest.mark.parametrize("name", ["李明", "王建国"])
def test_a_title_behind_a_name_tells_that_it_is_one(name: str, title: str) -> None:
    [quote] = quotes_in(fill(f"会上，{name}{title}说：{{Q}}", "", WORDS[0]))
    assert quote.speaker == name


@pytest.mark.parametrize("verb", ["赞道", "怒道", "应道", "谦称", "宣称", "思索了片刻", "抹泪", "盘问"])
def test_a_verb_gives_no_character_to_a_name(verb: str) -> None:
    """李明|赞道: though 李明赞 might be a name, and 道 a verb."""
    [quote] = quotes_in(fill(f"李明{verb}：{{Q}}", "", WORDS[0]))
    assert quote.speaker == "李明"
