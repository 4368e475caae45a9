"""Our rows hold what the page says, each formula with its result, and nothing that Excel would refuse."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kpi_xl.book.page import Page, PageCell
from kpi_xl.book.painted_sheet import PaintedSheet
from kpi_xl.book.row_xml import rows_xml
from kpi_xl.book.style_graft import StyleGraft


def rows(page: Page) -> list[str]:
    return [row.decode() for row in rows_xml(PaintedSheet(page), StyleGraft.of(None))]


def cell(content: PageCell) -> str:
    """The one cell of a page, without its row and its look."""
    (row,) = rows(Page("x", "X", {(3, 28): content}))
    start = '<row r="3" ht="20" customHeight="1"><c r="AB3" s="1"'
    assert row.startswith(start)
    return row.removeprefix(start).removesuffix("</row>")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PageCell(), "/>"),
        (PageCell(""), "/>"),
        (PageCell(1.0), "><v>1</v></c>"),
        (PageCell(0.1), "><v>0.1</v></c>"),
        (PageCell(-2.5e-7), "><v>-2.5e-07</v></c>"),
        (PageCell(1e21), "><v>1e+21</v></c>"),
        (PageCell(True), ' t="b"><v>1</v></c>'),
        (PageCell("文字"), ' t="inlineStr"><is><t>文字</t></is></c>'),
        (PageCell(" space "), ' t="inlineStr"><is><t xml:space="preserve"> space </t></is></c>'),
        (PageCell("a<b>&\n\x0bz"), ' t="inlineStr"><is><t>a&lt;b&gt;&amp;\n_x000B_z</t></is></c>'),
        (PageCell(None, "=1+1"), "><f>1+1</f></c>"),
        (PageCell(2.0, "=1+1"), "><f>1+1</f><v>2</v></c>"),
        (PageCell("<&>", '="<"&A1'), ' t="str"><f>"&lt;"&amp;A1</f><v>&lt;&amp;&gt;</v></c>'),
        (PageCell(True, "=1=1"), ' t="b"><f>1=1</f><v>1</v></c>'),
        (PageCell("#DIV/0!", "=1/0"), ' t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    ],
    ids=repr,
)
def test_a_cell_is_spelled_as_excel_spells_it(content: PageCell, said: str) -> None:
    assert cell(content) == said


def test_a_text_longer_than_a_cell_holds_is_cut_at_its_end() -> None:
    assert cell(PageCell("x" * 40_000)) == f' t="inlineStr"><is><t>{"x" * 32_767}</t></is></c>'


def test_rows_and_cells_come_in_the_order_of_their_numbers_and_an_empty_row_keeps_its_height() -> None:
    page = Page("x", "X", {(2, 28): PageCell(1.0), (2, 3): PageCell(2.0), (1, 1): PageCell(3.0)}, heights={7: 30.5})
    found = [ElementTree.fromstring(row) for row in rows(page)]
    assert [(row.get("r"), row.get("ht")) for row in found] == [("1", "20"), ("2", "20"), ("7", "30.5")]
    assert [made.get("r") for row in found for made in row] == ["A1", "C2", "AB2"]


def test_of_a_merge_the_covered_cells_keep_the_borders_at_its_edge_and_nothing_else() -> None:
    page = Page("x", "X", {(1, 1): PageCell("a", style="header"), (1, 2): PageCell("gone")}, merges=("A1:C2",))
    looks = StyleGraft.of(None)
    text = b"".join(rows_xml(PaintedSheet(page), looks)).decode()
    assert "gone" not in text
    found = {made.get("r"): int(made.get("s", "0")) for made in ElementTree.fromstring(f"<x>{text}</x>").iter("c")}
    borders = {
        place: {
            line.tag
            for line in looks.sections["borders"].nodes[int(looks.sections["cellXfs"].nodes[number].attributes["borderId"])].children
        }
        for place, number in found.items()
    }
    assert borders == {
        "A1": {"left", "right", "top", "bottom"},
        "B1": {"top"},
        "C1": {"top", "right"},
        "A2": {"left", "bottom"},
        "B2": {"bottom"},
        "C2": {"right", "bottom"},
    }
