"""Our looks find their place in any style part: what is there stays, what is missing comes behind it, and nothing comes twice."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kpi_xl.book.style_graft import StyleGraft
from kpi_xl.book.styles import LOOKS, STYLES, style_name

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PREFIXED = (
    b'<x:styleSheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:fonts count="1"><x:font/></x:fonts>'
    b'<x:fills count="1"><x:fill/></x:fills><x:borders count="1"><x:border/></x:borders>'
    b'<x:cellStyleXfs count="2"><x:xf/><x:xf numFmtId="9" fontId="7" fillId="0" borderId="0"><x:alignment horizontal="right"/></x:xf>'
    b'</x:cellStyleXfs><x:cellXfs count="1"><x:xf/></x:cellXfs><x:cellStyles count="2"><x:cellStyle name="Standard" xfId="0" builtinId="0"/>'
    b'<x:cellStyle name="kpi_title" xfId="1"/></x:cellStyles></x:styleSheet>'
)


def section(part: bytes, tag: str) -> list[ElementTree.Element]:
    found = ElementTree.fromstring(part).find(MAIN + tag)
    assert found is not None
    assert found.get("count") in (None, str(len(found)))
    return list(found)


def test_every_look_has_a_named_style_of_its_own() -> None:
    looks = StyleGraft.of(None)
    for key in STYLES:
        looks.cell(key, None, 0, False, "ja")
    names = {style.get("name"): style.get("xfId") for style in section(looks.done(), "cellStyles")}
    ours = [names[style_name(key)] for key in STYLES]
    assert len(set(ours)) == len(STYLES)  # two that look alike are still two, since people restyle them one by one


def test_the_same_look_is_one_format_and_a_second_run_adds_nothing() -> None:
    looks = StyleGraft.of(None)
    wanted = [looks.cell(key, form, indent, False, "en") for key in STYLES for form in (None, "0.0%") for indent in (0, 2)]
    looks.live("good", None)
    once = looks.done()
    again = StyleGraft.of(once)
    assert wanted == [again.cell(key, form, indent, False, "en") for key in STYLES for form in (None, "0.0%") for indent in (0, 2)]
    assert again.live("good", None) == 0
    assert again.done() == once


def test_a_style_that_people_restyled_gives_the_look() -> None:
    looks = StyleGraft.of(PREFIXED)
    number = looks.cell("title", None, 3, True, "ja")
    made = section(looks.done(), "cellXfs")[number]
    assert {name: made.get(name) for name in ("numFmtId", "fontId", "xfId", "quotePrefix")} == {
        "numFmtId": "9",
        "fontId": "7",
        "xfId": "1",
        "quotePrefix": "1",
    }
    (lying,) = made
    assert lying.attrib == {"horizontal": "right", "indent": "3"}


def test_what_is_there_stays_byte_for_byte_under_its_own_prefix() -> None:
    looks = StyleGraft.of(PREFIXED)
    looks.cell("header", "0.0%", 0, False, "en")
    made = looks.done()
    assert made.startswith(PREFIXED[: PREFIXED.index(b"<x:fonts")])
    assert b'<x:cellStyle name="Standard" xfId="0" builtinId="0"/><x:cellStyle name="kpi_title" xfId="1"/>' in made
    assert not [element for element in ElementTree.fromstring(made).iter() if not element.tag.startswith(MAIN)]


@pytest.mark.parametrize("key", LOOKS)
def test_a_live_look_says_only_what_it_lays_over(key: str) -> None:
    looks = StyleGraft.of(None)
    looks.live(key, "0")
    (made,) = section(looks.done(), "dxfs")
    said = {child.tag.removeprefix(MAIN) for child in made}
    assert said == {"numFmt"} | ({"font"} if LOOKS[key].colour else set()) | ({"fill"} if LOOKS[key].fill else set())


def test_a_number_format_that_is_there_is_not_said_twice() -> None:
    looks = StyleGraft.of(None)
    for key in ("computed", "label", "input"):
        looks.cell(key, '0.00"倍"', 0, False, "ja")
    codes = [form.get("formatCode") for form in section(looks.done(), "numFmts")]
    assert sorted(codes) == sorted(set(codes))
