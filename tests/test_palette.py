"""Every pair of colours that can meet is far enough apart, in all three themes (V1.1, U2.6)."""

from __future__ import annotations

import re

import pytest

from .shared import REPOSITORY
from .stylesheet import Colours, blend, channels, contrast, desk, fonts, source, themes

LIGHT = ':root, [data-theme="paper"]'
DARK_BY_SYSTEM = ":root:not([data-theme])"
DARK_BY_CHOICE = '[data-theme="night"]'
GREEN = '[data-theme="green"]'
GROUNDS = ("paper", "surface", "sunken")
TEXT = ("ink", "ink-2", "ink-3", "cinnabar", "cinnabar-hover", "dai", "visited", "pine", "ochre")
TINTED = ("cinnabar", "dai", "pine", "ochre")
TEXT_LEAST, SIGN_LEAST = 4.5, 3.0

each_theme = pytest.mark.parametrize("colours", [themes()[LIGHT], themes()[DARK_BY_CHOICE], themes()[GREEN]])


def ratio(colours: Colours, one: str, other: str) -> float:
    return contrast(channels(colours[one]), channels(colours[other]))


def test_there_are_three_themes_and_dark_is_the_same_by_system_and_by_choice() -> None:
    found = themes()

    assert set(found) == {LIGHT, DARK_BY_SYSTEM, DARK_BY_CHOICE, GREEN}
    assert found[DARK_BY_SYSTEM] == found[DARK_BY_CHOICE]
    assert found[LIGHT].keys() == found[DARK_BY_CHOICE].keys() == found[GREEN].keys()


@each_theme
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXT)
def test_text_stands_out_from_every_ground(colours: Colours, text: str, ground: str) -> None:
    assert ratio(colours, text, ground) >= TEXT_LEAST


@each_theme
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("sign", ["edge", "dai", "cinnabar", "ochre"])
def test_borders_focus_and_icons_stand_out(colours: Colours, sign: str, ground: str) -> None:
    assert ratio(colours, sign, ground) >= SIGN_LEAST


@each_theme
@pytest.mark.parametrize("name", TINTED)
def test_badges_and_notices_can_be_read(colours: Colours, name: str) -> None:
    assert ratio(colours, name, f"{name}-tint") >= TEXT_LEAST
    assert ratio(colours, "ink", f"{name}-tint") >= TEXT_LEAST


@each_theme
def test_the_gate_s_own_texts_and_links_can_be_read_on_its_ground(colours: Colours) -> None:
    for name in ("ink-2", "dai", "visited"):
        assert ratio(colours, name, "ochre-tint") >= TEXT_LEAST
    assert ratio(colours, "cinnabar", "ochre-tint") >= SIGN_LEAST


@each_theme
def test_buttons_and_marks_can_be_read(colours: Colours) -> None:
    assert ratio(colours, "on-cinnabar", "cinnabar") >= TEXT_LEAST
    assert ratio(colours, "on-cinnabar", "cinnabar-hover") >= TEXT_LEAST
    assert ratio(colours, "ink", "mark") >= TEXT_LEAST


@each_theme
def test_text_that_fades_towards_the_gate_can_still_be_read(colours: Colours) -> None:
    alphas = [float(alpha) for alpha in re.findall(r"--fade:.*?rgb\(0 0 0 / (\.\d+)\)", source())]

    assert len(alphas) == 1
    assert contrast(blend(colours["ink"], colours["paper"], alphas[0]), channels(colours["paper"])) >= TEXT_LEAST


def test_the_ratios_of_the_design_are_met_to_the_hundredth() -> None:
    light, dark, green = (themes()[name] for name in (LIGHT, DARK_BY_CHOICE, GREEN))

    assert round(ratio(light, "ink", "paper"), 2) == 15.64
    assert round(ratio(light, "ochre", "ochre-tint"), 2) == 6.03
    assert round(ratio(dark, "dai", "sunken"), 2) == 9.50
    assert round(ratio(green, "edge", "sunken"), 2) == 3.55


def test_colours_are_named_and_nowhere_else_written() -> None:
    outside = re.sub(r"@layer tokens \{.*?\n\}", "", source(), flags=re.DOTALL)

    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", outside)) <= {"#000"}


def test_the_desk_wears_the_site_s_colours_and_type() -> None:
    """A page of the site may load one stylesheet, so the desk's repeats the tokens: it may not differ."""
    light, dark = themes()[LIGHT], themes()[DARK_BY_CHOICE]

    assert {"paper", "ink", "cinnabar", "dai", "pine", "ochre"} <= desk().keys()
    assert desk() == {token: (light[token], dark[token]) for token in desk()}
    assert fonts("admin.css") == fonts("site.css") != {}


def test_the_desk_names_its_colours_once_too() -> None:
    assert len(re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[^{]*;)", source("admin.css"))) == 2 * len(desk())


def test_the_browser_s_frame_wears_the_paper_s_colour() -> None:
    page = (REPOSITORY / "templates" / "base.html").read_text(encoding="utf-8")
    colours = re.findall(r'theme-color" content="(#\w+)"', page)

    assert colours == [themes()[LIGHT]["paper"], themes()[DARK_BY_CHOICE]["paper"]]
