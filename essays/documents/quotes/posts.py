"""The post named before or behind a person: organisation and title (guideline §4.4–4.7), cut and never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from essays import segmentation
from essays.documents.tree import Affiliation

from .words import alternation, one_of, words

HEADS_OF = (
    "总工程师",
    "长",
    "书记",
    "主任",
    "经理",
    "总裁",
    "主席",
    "创始人",
    "董事",
    "总监",
    "首席执行官",
    "总编辑",
    "主编",
)
OPEN_TITLES = "员长师手工匠者户兵生造官贩"
REST_OF_TITLE = 6
RETIRED = re.compile("退休|离休")
SCHOOLS = ("大学", "中学", "小学", "高中", "初中", "幼儿园")  # 退休中学校长, 大学教师: which one is not said
STATIONED = re.compile("驻.$")  # 安监局|驻矿安监员
SHORT = 3  # characters: what is no longer and no body belongs to the title: 安全总监, 带队教师
LEVELS = tuple("省市区县州旗乡镇")  # 市纪委, 镇工会: bodies of their own
AGE = re.compile('[“"]?[0-9０-９]{2}后[”"]?')
# How an office is held, between it and the name: neither organisation nor title.
STANDING = "[（(](?:挂职|主持工作|[正副][厅处科局部]级|[兼女男]|试用期|援[藏疆青]|已?退休|聘任制?|代)[）)]"
BEHIND_TITLE = re.compile(f"{STANDING}$")
OF_A_FIELD = ("专家", "学者", "爱好者", "能手", "大师", "达人")
OWNER = "主人"
NO_BODY = ("省", "市", "国家级", "省级", "市级", "回乡", "返乡", "下乡", "进城", "留守")  # 省|特级教师, 回乡|企业家
TEACHERS = ("师傅", "师父", "徒弟", "大徒弟", "小徒弟")
VILLAGE = "村"
PLACES = (VILLAGE, "社区")
UNITS = ("村", "乡", "镇", "县", "社区", "组", "的")
OWN_BODIES = tuple("校院厂馆社店系司")  # 该校|学生: what is said of a body named before
OLD_HAND = re.compile("老[\u4e00-\u9fff]{2}")  # 老审计、省审计厅原总审计师
JOINTS = "、兼和及暨"
USED = re.compile("^[借套]?用(?=[省市区县乡镇村])")  # 用县水利局局长的话说
CLOSING = ("”", "」", "』")
INNER_ENDS = "教研室|教研组|备课组|年级组|车间|工段|班组|[科处室组部办]"
INNER = f"(?![国省市区县州旗乡镇村全中我本该])[\u4e00-\u9fff]{{1,5}}(?:{INNER_ENDS})"


@dataclass(frozen=True)
class Post:
    """What stands before a name. `relation` is a word that is no title: 妻子, 老人, 舍友."""

    affiliations: tuple[Affiliation, ...] = ()
    relation: str = ""

    @cached_property
    def organisation(self) -> str:
        return "、".join(dict.fromkeys(a.organisation for a in self.affiliations if a.organisation))

    @cached_property
    def title(self) -> str:
        return "、".join(a.title for a in self.affiliations if a.title)

    @property
    def several(self) -> tuple[Affiliation, ...]:
        """The pairs, when there are two or more with an organisation each."""
        full = [a for a in self.affiliations if a.organisation and a.title]
        return self.affiliations if len(full) > 1 else ()


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    prefix, office = one_of("office_prefixes"), one_of("offices")
    bodies = alternation(sorted(words("institutions") | words("companies"))) + "(?!(?<=中)学)"  # 第三|中学
    return {
        "title": re.compile(f"(?:{prefix})*(?:{office})+$"),
        "prefix": re.compile(f"(?:{prefix})*"),
        "drop": re.compile(f"(?:{one_of('office_leading_drop')})$"),
        "party": re.compile(f"(?:{one_of('party_bodies')})$"),
        "inner": re.compile(f"(?:{one_of('inner_bodies')}|{INNER})$"),
        "relation_first": re.compile(f"({one_of('relations')})、(?=.)"),
        "relation": re.compile(f"{one_of('relations')}$"),
        "body": re.compile(bodies),
        "body_end": re.compile(f"(?:{bodies}|[）)”」』》])$"),
        "honours": re.compile(f"^(?:{alternation(sorted(words('honours')))})+(?!陵园|墓|纪念)"),
        "honour": re.compile(
            "(?:冠军|亚军|季军|获得者|劳模|劳动模范|标兵|能手|楷模|先进工作者|先进个人|功臣|勋章|(?:人大|党|[一二三四五六七八九十]大)代表"
            "|年度人物)$|^“[^”]+”$|^(?:(?:全国|[全]?[省市区县])级?(?:优秀|先进|模范|杰出)|(?:全国|[全]?[省市区县])?级?(?:最美|十[佳大]|百佳))"
        ),
        "origin": re.compile(f"(?:[\u4e00-\u9fff]{{2,8}}(?<!户)(?<!学)籍|{one_of('countries', 'peoples')})"),
    }


def read_post(text: str) -> Post:
    """The post named by `text`, which ends where the name begins: 北京市科委、中关村管委会副主任."""
    text = _without_honours(AGE.sub("", BEHIND_TITLE.sub("", text.strip(" 　"))))
    bare = "、".join(item for item in text.split("、") if not is_honour(item))
    if bare in TEACHERS:
        return Post((), bare)  # 她的师傅、全国技术能手邝铁生
    if first := _patterns()["relation_first"].match(text):
        return Post(tuple(_affiliations(text[first.end() :])), first[1])  # 丈夫、县一中教师纪南星
    relation = _relation(text)
    if relation:
        text = text[: -len(relation)].rstrip("、，的")
        if not _patterns()["title"].search(text):
            return Post((), relation)
    return Post(tuple(_affiliations(text)), relation)


def _relation(text: str) -> str:
    """妻子, 舍友: a word behind which a name stands, and which is no office."""
    match = _patterns()["relation"].search(text)
    return match.group() if match and not _patterns()["title"].search(text) else ""


def _without_honours(text: str) -> str:
    match = _patterns()["honours"].match(text)
    while match:
        text = text[match.end() :].lstrip("、，")
        match = _patterns()["honours"].match(text)
    return text


# -- The parts of a post -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """What stands between two joints. `is_inner`: its body has no name of its own, as in 生产部部长."""

    joint: str
    text: str
    organisation: str
    title: str
    is_inner: bool = False


def _affiliations(text: str) -> list[Affiliation]:
    items = [_item(joint, part) for joint, part in _parts(text)]
    items = _present(items)
    kept = [item for item in items if not _is_besides(item, items)]
    found: list[Affiliation] = []
    waiting = ""
    for item in kept:
        joint = item.joint or "、"
        if not item.title and OLD_HAND.fullmatch(item.text) and item is not kept[-1]:
            found.append(Affiliation("", item.text))
        elif not item.title:
            waiting = f"{waiting}{joint}{item.text}" if waiting else item.text
        elif found and not waiting and (not item.organisation or _goes_on(item, found[-1])):
            last = found.pop()
            found.append(
                Affiliation(last.organisation, f"{last.title}{joint}{item.text}" if last.title else item.text)
            )
        else:
            whole = f"{waiting}{joint}{item.organisation}".rstrip(JOINTS) if waiting else item.organisation
            found.append(Affiliation(whole, item.title))
            waiting = ""
    if waiting and _patterns()["body_end"].search(waiting):
        found.append(Affiliation(waiting, ""))
    return found


def _goes_on(item: Item, last: Affiliation) -> bool:
    """Is the body of this post part of the one before? 公司董事长、生产部部长; 镇党委副书记兼人大主席."""
    return (item.is_inner and bool(last.organisation)) or (item.joint == "兼" and len(item.organisation) == 2)


def _present(items: list[Item]) -> list[Item]:
    """时任分管副市长、现市人大常委会副主任: what somebody is now."""
    for index, item in enumerate(items):
        if index and (NOW.match(item.text) or (item.text[0] == "现" and _is_past(items[0]))):
            return [_item("", NOW.sub("", HOLDS.sub("", item.text)).removeprefix("现")), *items[index + 1 :]]
    return items


def _is_past(item: Item) -> bool:
    return item.text.startswith(ONCE) or item.title.startswith("原")


HOLDS = re.compile("^[现时]任")
ONCE = ("原", "时任", "曾任", "前")
NOW = re.compile("现任?(?=[省市县区镇乡国中全])")


def is_honour(text: str) -> bool:
    return bool(_patterns()["honour"].search(text)) or text in words("honours")


def _is_besides(item: Item, items: list[Item]) -> bool:
    """Honours, and relations beside a post: 全国锦标赛冠军, 同学."""
    if is_honour(item.text) or (item.text.endswith("单位") and len(item.text) == 4):  # 业主单位、某集团副总裁
        return True
    return len(items) > 1 and (item.text in words("relations") or item.text in BESIDES)


BESIDES = frozenset(["学员", "同学", "校友", "队友", "党员", "老党员", "共产党员", "代表", "选手", "主持人", "主讲人"])


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text parted at 、 兼 和 outside brackets and marks: (what parted it from the one before, part).

    和 and 兼 part only behind a title: 和平街道 and 兼并重组办公室 are names.
    """
    start, joint, depth = 0, "", 0
    for index, character in enumerate(text):
        depth += (character in "（(“「『") - (character in "）)”」』")
        if depth or character not in JOINTS:
            continue
        if character == "、" or _patterns()["title"].search(text, start, index):
            if text[start:index]:
                yield joint, text[start:index]
            start, joint = index + 1, character
    if text[start:]:
        yield joint, text[start:]


def _item(joint: str, text: str) -> Item:
    patterns = _patterns()
    text = HOLDS.sub("", text) if not joint else text
    origin = patterns["origin"].match(text)
    if origin and patterns["title"].fullmatch(text, origin.end()):
        text = text[origin.end() :]
    match = patterns["title"].search(text)
    if not match:
        organisation, title = _open_title(text)
        return Item(joint, text, organisation, title)
    organisation = USED.sub("", patterns["drop"].sub("", text[: match.start()]))
    title = match.group()
    if title in OF_A_FIELD and organisation.endswith(tuple(words("companies"))):
        organisation, title = "", organisation + title  # 古建筑|专家
    kind = patterns["body"].match(title) if organisation.endswith(CLOSING) else None
    if kind and (title[kind.end() :] == OWNER or patterns["title"].fullmatch(title, kind.end())):
        organisation, title = organisation + kind.group(), title[kind.end() :]  # “溪上人家”民宿|主人
    if retired := RETIRED.match(organisation):
        rest = organisation[retired.end() :]
        organisation, title = ("", organisation + title) if rest in SCHOOLS else (rest, title)
    if organisation in OWN_BODIES:
        organisation = ""
    if organisation in (*SCHOOLS, *NO_BODY) and not title.endswith(HEADS_OF):
        organisation, title = "", organisation + title
    unit = next((unit for unit in PLACES if title.startswith(unit)), "")
    of_place = unit and bool(patterns["title"].fullmatch(title, len(unit)))
    has_body = organisation.endswith(UNITS) or (unit != VILLAGE and is_body(organisation))  # 派出所|社区民警
    if of_place and organisation and not has_body:
        organisation, title = organisation + unit, title[len(unit) :]  # 和美社区|民警
    is_inner = bool(organisation) and bool(patterns["inner"].fullmatch(organisation))
    organisation, title = _without_origin(*_cut(organisation, title))
    return Item(joint, text, organisation, title, is_inner)


def _without_origin(organisation: str, title: str) -> tuple[str, str]:
    """法国研究者, 傣族司机: where somebody comes from is neither (guideline §4.7)."""
    origin = _patterns()["origin"]
    if organisation:
        return ("" if origin.fullmatch(organisation) else organisation), title
    match = origin.match(title)
    return organisation, title[match.end() :] if match and match.end() < len(title) else title


def _open_title(text: str) -> tuple[str, str]:
    """A title that no list holds, by its last character: 三车间划线工 → 三车间|划线工."""
    if text.endswith(OWNER) and is_body(text[: -len(OWNER)]):
        return text[: -len(OWNER)], OWNER  # 养殖场|主人
    if text[-1:] not in OPEN_TITLES:
        return text, ""
    ends = [
        found.end()
        for found in _patterns()["body"].finditer(text)
        if 1 < len(text) - found.end() <= REST_OF_TITLE and not STATIONED.search(text, 1, found.end())
    ]
    cut = ends[-1] if ends and ends[-1] > 1 else 0
    return (text[:cut], text[cut:]) if 1 < len(text) - cut <= REST_OF_TITLE else (text, "")


def _cut(organisation: str, title: str) -> tuple[str, str]:
    """Where the organisation ends and the title begins."""
    patterns = _patterns()
    core = patterns["prefix"].sub("", title, count=1)
    if organisation and core[:1] == organisation[-1:] and core.endswith("长"):
        return organisation, title  # 民二庭|庭长, 第三纪检监察组|副组长
    party = patterns["party"].search(organisation)
    before = organisation[: party.start()] if party else ""
    if before.endswith(CLOSING):
        return organisation, title  # 区委“两新”工委|书记
    if party and (not before or is_body(before)):
        of_place = party.group() in ("纪委", "工会", "团委") and before.endswith(LEVELS)
        return (organisation, title) if of_place else (before, party.group() + title)
    if not organisation or is_body(organisation):
        return organisation, title
    return _rest_to_title(organisation, title)


def is_body(text: str) -> bool:
    """Does the name end as that of a body does, and is no verb?"""
    return ends_as_body(text) and segmentation.tag(text)[:1] != "v"


def ends_as_body(text: str) -> bool:
    """Does the name end as that of a body does? Looks at the letters alone, without the dictionary."""
    return not _is_nameless(text) and bool(_patterns()["body_end"].search(text))


def _is_nameless(text: str) -> bool:
    """小区, 食品: what ends a name, and alone is none."""
    bare = text.removeprefix("老")
    return bare in words("no_bodies") or bare in words("companies")


def _rest_to_title(organisation: str, title: str) -> tuple[str, str]:
    """阳光小学语文|老师 → 阳光小学|语文老师: what stands between a body and an occupation is title."""
    ends = [match.end() for match in _patterns()["body"].finditer(organisation)]
    near = ends and ends[-1] > 1 and len(organisation) - ends[-1] <= REST_OF_TITLE
    if near and not _is_nameless(organisation[: ends[-1]]):
        return organisation[: ends[-1]], organisation[ends[-1] :] + title
    if len(organisation) <= SHORT or _is_nameless(organisation):
        return "", organisation + title
    if len(organisation) <= REST_OF_TITLE and not title.endswith(HEADS_OF):
        return "", organisation + title
    return organisation, title
