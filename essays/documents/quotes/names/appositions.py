"""A post that does not stand right before a name: in apposition, in a sentence of its own, or parted by 的."""

from __future__ import annotations

import re
from functools import cache

from essays.documents.quotes.phrases import STOPS, phrase_start, skip_leads
from essays.documents.quotes.posts import Post, is_body, is_honour, read_post
from essays.documents.quotes.words import one_of
from essays.documents.tree import Affiliation

STOP = re.compile("[。！？；\n]")
FAR, NEAR, NEAR_VERB = 40, 4, 14
IS = re.compile("[是任当成做]")
OF = re.compile("(?:最[^，。；的]{1,4}|唯一|首任|第[一二三四五]任)?的(?:年轻|青年|资深|新任|普通)?$")
NO_EMPLOYERS = tuple("省市县区州旗乡镇村屯寨庄班店")
IS_POST = re.compile("(?:(?:已经?|如今|现在|现已)是|身为|作为)$")  # 已经是乡村小学校长的巫小雨
NOT_OF = ("全", "分管", "主管", "协管", "负责", "联系")
SENT = re.compile(
    "(?:(?<![后从近原本历往])前?来(?!自)|赶来|派来|派出(?!所)|下派|选派|负责|从事|主管|分管|专管|支援|借调|值守|值班|带队|执勤)[^，。；：的我他她]{0,8}$"
)  # 县水利局|来测水位的技术员
WAS_THEN = ("时任", "现任", "身为", "作为", "担任")
OPENERS = ("是", "我们", "咱们", "听", "据", "问", "跟", "和", "找", "请", "请教", "由", "对", "向")
VERBS = re.compile("一[起同道]|结伴|[值上加][夜早晚白]?班|开[^发放关]|跑|住|卖|当过|干了")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    what = '[^，。；：！？、（）“”"\n]'
    when = "如今|现在|现|眼下|曾|退休前|原|也|就|正|便|已|已经|还"
    be = f"(?:{when})*(?:是|担任|现任|现为|兼任|任|做|当上了?|当选为?|当了|当|成了|成为)(?:一?[名位个])?"
    stop = "(?=[，。；）\n]|$|那[年时会天]|期间|以[来后])"
    several = f"{what}{{2,40}}?(?:、{what}{{2,30}}?)*?"
    return {
        "is": re.compile(f"(?:，|（)?{be}(?P<post>{several}){stop}"),
        "comma": re.compile(f"(?:，一[个位名][^，。；]{{1,6}})?[，（](?P<post>{several}){stop}"),
        "works": re.compile(
            f"(?:如今|现在|现|眼下)?在(?P<body>{what}{{2,24}}?)(?:当|任|做|担任)(?P<title>{what}{{2,12}}?){stop}"
        ),
        "said": re.compile(f"[^，。；的]{{0,8}}?{be}(?P<post>{several})$"),
        "chain": re.compile(f"，{be}(?P<post>{several}){stop}"),
        "before": re.compile(
            f"(?:^|(?<=[，。；！？\n]))(?P<post>{what}{{2,30}}?)(?:正|就|便)?是(?:{what}{{1,6}}的)?$"
        ),
    }


def post_elsewhere(text: str, veiled: str, start: int, name: int, end: int, post: Post) -> Post:
    """李明，红旗村村支书， 李明是红旗村村支书。 李明在市二院当护士。 村支书是李明。

    The phrase begins at `start`, the name at `name`; both end at `end`. `post` is what stands before the name.
    """
    if post.organisation or (post.title and name > start):
        return post
    found = _behind_name(text, veiled, end) or _before_name(text, veiled, start, end)
    if found is None or (post.title and not found.organisation):
        return post
    return Post(found.affiliations, post.relation or found.relation)


def _behind_name(text: str, veiled: str, end: int) -> Post | None:
    patterns = _patterns()
    works = patterns["works"].match(veiled, end)
    if works and is_title(works["title"]):
        body = text[phrase_start(veiled, works.end("body")) : works.end("body")]
        return Post((Affiliation(body, works["title"]),))
    if veiled[end : end + 1] == "的":
        return None
    for name in ("is", "comma"):
        if (match := patterns[name].match(veiled, end)) and (post := _read(text, veiled, match)):
            return post
    stop = next((m.start() for m in STOP.finditer(veiled, end)), len(veiled))
    match = patterns["chain"].search(veiled, end, min(stop + 1, end + FAR))
    return _read(text, veiled, match) if match else None


def post_said(text: str, veiled: str, start: int, end: int) -> Post | None:
    """What the clause whose subject ends at `start` says somebody is: 她是镇卫生院的护士, 后来当上了宣传员."""
    if not IS.search(veiled, start, min(start + NEAR_VERB, end)):
        return None
    match = _patterns()["said"].match(veiled, start, end)
    if match is None:
        return None
    post = _read(text, veiled, match)
    return post if post and post.title else None


def _before_name(text: str, veiled: str, start: int, end: int) -> Post | None:
    """村支书是李明, 民宿老板是老贺的儿媳罗曼."""
    if veiled[end : end + 1] == "的":
        return None
    match = _patterns()["before"].search(veiled, max(start - FAR, 0), start)
    return _read(text, veiled, match) if match else None


def _read(text: str, veiled: str, match: re.Match[str]) -> Post | None:
    if not is_title(match["post"]):
        return None
    start = max(phrase_start(veiled, match.end("post")), match.start("post"))
    described = veiled[match.start("post") : start]
    near = described.endswith("的") and (is_body(described[:-1]) or len(described) <= NEAR)
    if (described and not near) or is_honour(text[start : match.end("post")]):
        return None  # 沈砚秋带过的第一届学生
    post = read_post(text[start : match.end("post")])
    if post.title and not post.organisation and described.endswith("的") and is_body(described[:-1]):
        body = text[max(phrase_start(veiled, start - 1), match.start("post")) : start - 1]
        named = "" if body.startswith(("这", "那", "该", "本")) else body
        return Post((Affiliation(named, post.affiliations[0].title), *post.affiliations[1:]), post.relation)
    return of_body(text, veiled, start, post) if post.title else None


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of('office_prefixes')})*(?:{one_of('offices')})$")


def is_title(words_: str) -> bool:
    return bool(_titles().search(words_)) or (len(words_) > 2 and words_[-1] in "员师匠工")


# -- The body before 的 --------------------------------------------------------------------------------------


def of_body(text: str, veiled: str, start: int, post: Post) -> Post:
    """药剂科的小何, 市水利设计院的高级工程师张工: the body before 的."""
    described = OF.search(veiled, max(start - NEAR - 4, 0), start)
    if (
        described is None
        or post.relation
        or (post.organisation and (post.affiliations[0].organisation or not post.several))
    ):
        return post
    sent = SENT.search(veiled, max(described.start() - NEAR_VERB, 0), described.start())
    start = (sent or described).start()
    body = phrase_start(veiled, start)
    if not post.title and IS_POST.search(veiled, max(body - NEAR, 0), body) and is_title(text[body:start]):
        return read_post(text[body:start])
    name = text[body:start]
    if not post.title and name.startswith(WAS_THEN) and is_title(name):
        return read_post(name[2:])
    if len(name) < 2 or not is_body(name) or not _opens(veiled, body) or VERBS.search(name) or name.startswith(NOT_OF):
        return post
    if not post.title and name.endswith(NO_EMPLOYERS):
        return post
    first = post.affiliations[0] if post.affiliations else Affiliation("", "")
    return Post((Affiliation(name, first.title), *post.affiliations[1:]), post.relation)


def _opens(veiled: str, position: int) -> bool:
    """Does a clause begin here, but for what leads it? Not: 开|杂货铺的, 来自|县医院的."""
    if veiled.endswith(OPENERS, 0, position) or veiled[position - 1 : position] == "、":
        return True
    start = position
    while start and veiled[start - 1] not in STOPS:
        start -= 1
    return skip_leads(veiled, start, position) == position
