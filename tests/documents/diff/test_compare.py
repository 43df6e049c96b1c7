"""Two versions of an essay: sections, paragraphs, access, quotes."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from hypothesis import example, given
from hypothesis import strategies as st

from essays.documents import html
from essays.documents.diff import Access, Kind, Piece, Run, RunKind, SectionDiff, VersionDiff, compare
from essays.documents.tree import Continues
from essays.documents.version import Version, VersionQuote, VersionSection

KEEP, INSERT, DELETE = RunKind.KEEP, RunKind.INSERT, RunKind.DELETE
ROAD = "村口的小路通到桥头，走的人多了，路就宽了。"
RIVER = "桥下的小河流到镇上，水清了，鱼就回来了。"
WORDS = st.text(st.sampled_from("加快建成设，。a<&\n"), max_size=12)


def section(uid: str, *paragraphs: str, heading: str = "", paid: bool = False, goes_on: str = "") -> VersionSection:
    return VersionSection(uid, heading, tuple(map(html.escape_paragraph, paragraphs)), paid, Continues(goes_on))


def version(*sections: VersionSection, title: str = "路", subtitle: str = "") -> Version:
    return Version(title, subtitle, sections)


def found(old: Version, new: Version) -> list[tuple[str, str, bool]]:
    return [(one.kind.value, one.uid, one.is_moved) for one in compare(old, new).sections]


ROWS = st.builds(
    section,
    st.sampled_from(["", "a", "b", "c", "d"]),
    WORDS,
    WORDS,
    heading=WORDS,
    paid=st.booleans(),
    goes_on=st.sampled_from(["", "", "section", "paragraph"]),
)
QUOTES = st.builds(
    VersionQuote, st.sampled_from(["", "q", "r"]), WORDS, speaker=WORDS, title=WORDS, is_paid=st.booleans()
)
VERSIONS = st.builds(
    Version, WORDS, WORDS, st.lists(ROWS, max_size=6).map(tuple), st.lists(QUOTES, max_size=3).map(tuple)
)


TWICE = version(section(""), section("a", goes_on="section"), section(""), section("a", goes_on="section"))


@given(VERSIONS)
@example(TWICE)
def test_a_version_compared_with_itself_has_nothing_to_show(one: Version) -> None:
    diff = compare(one, one)

    assert diff.is_empty
    assert (diff.inserted, diff.deleted) == (0, 0)


def new_text(diff: VersionDiff) -> list[str]:
    """What stands in the new version, paragraph by paragraph in order, with a `$` before what is paid."""
    return [
        "".join(("$" if piece.is_paid else "") + sign for piece in one.pieces if piece.kind is not DELETE
                for sign in piece.text)
        for part in diff.sections if part.is_at
        for one in part.paragraphs if one.kind is not Kind.DELETED
    ]  # fmt: skip


def words_of(one: Version) -> list[str]:
    """The same read out of the version itself."""
    found: list[str] = []
    for number, row in enumerate(one.sections):
        begins = row.continues is Continues.NO or not number
        is_first_of_group = begins
        for index, text in enumerate(row.texts):
            marked = "".join(("$" if row.is_paid else "") + sign for sign in text)
            goes_on = index == 0 and row.continues is Continues.PARAGRAPH and not is_first_of_group
            if goes_on:
                found[-1] += marked
            else:
                found.append(marked)
    return found


@given(VERSIONS, VERSIONS)
def test_the_new_version_with_its_access_can_be_read_out_of_the_comparison(old: Version, new: Version) -> None:
    assert new_text(compare(old, new)) == words_of(new)


@given(VERSIONS, VERSIONS)
def test_nothing_of_the_old_version_is_left_out(old: Version, new: Version) -> None:
    diff = compare(old, new)
    shown = [
        "".join(run.text for run in paragraph.runs if not run.is_inserted)
        for part in diff.sections
        for paragraph in part.paragraphs
        if paragraph.kind is not Kind.INSERTED and not (paragraph.is_moved and paragraph.kind is Kind.DELETED)
    ]

    assert sorted(shown) == sorted(text.replace("$", "") for text in words_of(old))


@given(VERSIONS, VERSIONS)
def test_what_differs_is_never_called_the_same(old: Version, new: Version) -> None:
    def told(one: Version) -> object:
        headings = [row.heading for at, row in enumerate(one.sections) if row.continues is Continues.NO or not at]
        quotes = [(quote.text, quote.speaker, quote.title, quote.is_paid) for quote in one.quotes]
        return one.title, one.subtitle, headings, words_of(one), sorted(quotes)

    assert compare(old, new).is_empty is False or told(old) == told(new)


def test_one_character_in_one_paragraph_of_one_section() -> None:
    old = version(section("a", ROAD), section("b", "我们加快建设。", RIVER, heading="桥"))
    new = version(section("a", ROAD), section("b", "我们加快建成。", RIVER, heading="桥"))

    diff = compare(old, new)

    assert [one.kind for one in diff.sections] == [Kind.KEPT, Kind.CHANGED]
    assert diff.sections[1].paragraphs[0].runs == (
        Run(KEEP, "我们加快建"), Run(DELETE, "设"), Run(INSERT, "成"), Run(KEEP, "。"),
    )  # fmt: skip
    assert (diff.inserted, diff.deleted) == (1, 1)


def test_a_deleted_section_stands_where_it_stood() -> None:
    old = version(section("a", ROAD), section("b", "中间这一节。", heading="中"), section("c", RIVER))

    assert found(old, version(section("a", ROAD), section("c", RIVER), section("d", "新的一节。"))) == [
        ("kept", "a", False),
        ("deleted", "b", False),
        ("kept", "c", False),
        ("inserted", "d", False),
    ]


def test_a_section_can_move_and_change_at_once() -> None:
    one, two, three = section("a", ROAD), section("b", RIVER), section("c", "第三节。")
    changed = section("a", ROAD.replace("宽", "长"))

    assert found(version(one, two, three), version(two, three, changed)) == [
        ("kept", "b", False),
        ("kept", "c", False),
        ("changed", "a", True),
    ]
    assert [(one.was_at, one.is_at) for one in compare(version(one, two), version(two, changed)).sections] == [
        (2, 1),
        (1, 2),
    ]


def test_sections_without_names_are_known_by_their_text() -> None:
    old = version(section("a", ROAD), section("b", RIVER, heading="河"))
    new = version(section("", RIVER.replace("清", "净"), heading="小河"), section("", ROAD))

    assert [one.kind for one in compare(old, new).sections] == [Kind.CHANGED, Kind.KEPT]


def access(part: SectionDiff) -> list[Piece]:
    return [piece for paragraph in part.paragraphs for piece in paragraph.pieces]


def test_a_boundary_moved_inside_a_paragraph_is_changed_access_and_no_changed_word() -> None:
    old = version(section("a", ROAD[:8]), section("b", ROAD[8:], paid=True, goes_on="paragraph"))
    new = version(section("a", ROAD[:12]), section("c", ROAD[12:], paid=True, goes_on="paragraph"))

    diff = compare(old, new)

    assert (diff.inserted, diff.deleted, diff.is_empty) == (0, 0, False)
    assert diff.has_new_access
    assert [(piece.text, piece.was_paid, piece.is_paid) for piece in access(diff.sections[0])] == [
        (ROAD[:8], False, False),
        (ROAD[8:12], True, False),
        (ROAD[12:], True, True),
    ]
    assert [piece.begins for piece in access(diff.sections[0])] == ["", "", "paid"]
    assert [piece.turns for piece in access(diff.sections[0])] == ["", "free", ""]


def test_a_boundary_moved_over_paragraphs_of_a_section_changes_no_word() -> None:
    old = version(section("a", ROAD), section("b", RIVER, "末段。", paid=True, goes_on="section"))
    new = version(section("a", ROAD, RIVER), section("b", "末段。", paid=True, goes_on="section"))

    diff = compare(old, new)

    assert (diff.inserted, diff.deleted) == (0, 0)
    assert [(piece.became_free, piece.became_paid) for piece in access(diff.sections[0])] == [
        (False, False),
        (True, False),
        (False, False),
    ]


def test_a_row_that_became_paid_is_the_same_words_with_other_access() -> None:
    old, new = version(section("a", ROAD)), version(section("a", ROAD, paid=True))

    (part,) = compare(old, new).sections

    assert (part.kind, part.access_before, part.access_after) == (Kind.CHANGED, Access.FREE, Access.PAID)
    assert all(piece.became_paid and piece.kind is KEEP for piece in access(part))


def test_words_that_changed_beside_a_boundary_keep_their_access() -> None:
    old = version(section("a", "甲乙丙"), section("b", "丁戊己", paid=True, goes_on="paragraph"))
    new = version(section("a", "甲乙"), section("b", "新丁戊己", paid=True, goes_on="paragraph"))

    (part,) = compare(old, new).sections

    assert [(piece.kind, piece.text, piece.was_paid, piece.is_paid) for piece in access(part)] == [
        (KEEP, "甲乙", False, False),
        (DELETE, "丙", False, None),
        (INSERT, "新", None, True),
        (KEEP, "丁戊己", True, True),
    ]  # fmt: skip


def test_an_empty_section_has_the_access_of_its_row() -> None:
    (part,) = compare(version(section("a")), version(section("a", paid=True))).sections

    assert (part.access_before, part.access_after, part.kind) == (Access.FREE, Access.PAID, Kind.CHANGED)


def test_a_paragraph_moved_inside_its_section_is_shown_once_as_moved() -> None:
    lines = [ROAD, RIVER, "第三段，讲的是别的事情。"]
    (part,) = compare(version(section("a", *lines)), version(section("a", lines[2], lines[0], lines[1]))).sections

    assert [(one.kind, one.is_moved) for one in part.paragraphs] == [
        (Kind.KEPT, True),
        (Kind.KEPT, False),
        (Kind.KEPT, False),
    ]


def test_a_paragraph_moved_to_another_section_is_told_in_both_and_counts_as_no_change_of_words() -> None:
    old = version(section("a", ROAD, RIVER), section("b", "第二节。", heading="二"))
    new = version(section("a", ROAD), section("b", "第二节。", RIVER, heading="二"))

    diff = compare(old, new)

    assert [(one.kind, one.is_moved) for part in diff.sections for one in part.paragraphs] == [
        (Kind.KEPT, False),
        (Kind.DELETED, True),
        (Kind.KEPT, False),
        (Kind.KEPT, True),
    ]
    assert (diff.inserted, diff.deleted) == (0, 0)


def test_a_section_split_in_two_moves_its_second_half() -> None:
    old = version(section("a", ROAD, RIVER, heading="路与河"))
    new = version(section("a", ROAD, heading="路与河"), section("n", RIVER, heading="河"))

    assert [one.kind for one in compare(old, new).sections] == [Kind.CHANGED, Kind.INSERTED]
    assert (compare(old, new).inserted, compare(old, new).deleted) == (1, 0)


def test_a_link_that_leads_elsewhere_is_shown_though_its_words_are_the_same() -> None:
    old = VersionSection("a", "", ('<p><a href="https://example.org/one">路</a></p>',))
    new = replace(old, paragraphs=('<p><a href="https://example.org/two">路</a></p>',))

    diff = compare(version(old), version(new))

    assert not diff.is_empty
    assert diff.sections[0].paragraphs[0].runs == (Run(KEEP, "路"),)
    assert Run(DELETE, "one") in diff.sections[0].paragraphs[0].markup


def test_the_address_of_a_new_link_is_shown_with_it() -> None:
    new = VersionSection("a", "", ('<p><a href="https://example.org/one">路</a></p>',))

    (part,) = compare(version(), version(new)).sections

    assert "https://example.org/one" in part.paragraphs[0].markup[0].text


def test_cutting_a_paragraph_at_a_boundary_is_no_change_of_its_markup() -> None:
    whole = VersionSection("a", "", ("<p>路<strong>很长很长</strong>。</p>",))
    left, right = html.split(whole.paragraphs[0], 3)
    cut = (
        replace(whole, paragraphs=(left,)),
        VersionSection("b", "", (right,), True, Continues.PARAGRAPH),
    )

    (part,) = compare(version(whole), version(*cut)).sections

    assert part.paragraphs[0].markup == ()
    assert [piece.became_paid for piece in access(part)] == [False, True]


def quote(uid: str, text: str = "路通了。", **fields: object) -> VersionQuote:
    return VersionQuote(uid, text, **fields)  # type: ignore[arg-type]


def test_quotes_added_removed_and_changed() -> None:
    old = Version(quotes=(quote("q", speaker="张三"), quote("r", "河清了，鱼回来了。")))
    new = Version(quotes=(quote("q", speaker="李四", title="村长"), quote("s", "山青了。")))

    diff = compare(old, new)

    assert [(one.kind, one.uid) for one in diff.quotes] == [
        (Kind.CHANGED, "q"),
        (Kind.DELETED, "r"),
        (Kind.INSERTED, "s"),
    ]
    assert (diff.quotes[0].speaker.before, diff.quotes[0].speaker.after) == ("张三", "李四")
    assert diff.quotes[0].title.is_changed
    assert not diff.quotes[0].organisation.is_changed


def test_a_quote_that_became_paid_is_changed() -> None:
    diff = compare(Version(quotes=(quote("q"),)), Version(quotes=(quote("q", is_paid=True),)))

    assert (diff.quotes[0].kind, diff.quotes[0].has_new_access) == (Kind.CHANGED, True)


def test_title_and_subtitle_are_compared() -> None:
    diff = compare(version(title="小路", subtitle="走"), version(title="大路", subtitle="走"))

    assert diff.title == (Run(DELETE, "小"), Run(INSERT, "大"), Run(KEEP, "路"))
    assert diff.has_new_title
    assert not diff.is_empty


def test_an_essay_of_five_hundred_sections_is_compared_at_once() -> None:
    rows = [
        section(f"u{at}", f"第{at}节。{ROAD * 5}", f"又及{at}。{RIVER * 5}", heading=f"节{at}") for at in range(500)
    ]
    changed = [*rows[:100], rows[101], rows[100], *rows[102:400], *rows[401:]]
    changed[7] = section("u7", f"第7节。{ROAD * 4}改了。", heading="第七节")
    started = perf_counter()

    diff = compare(version(*rows), version(*changed))

    assert perf_counter() - started < 1
    assert len(diff.changed_sections) == 3
