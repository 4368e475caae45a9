"""A chart is drawn once, shows numbers before anything calculates, and is told from the user's own."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from kpi_xl import jobs
from kpi_xl.book.chart import LEGEND, Chart, Series
from kpi_xl.book.formats import axis_format
from kpi_xl.book.lost import lost_parts
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Name, Page, PageCell
from kpi_xl.book.refusal import check_nothing_lost
from kpi_xl.book.styles import STYLES
from kpi_xl.labels import Label
from tests.support.libreoffice import render
from tests.support.workbooks import SHOP, workbook

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHARTS = Label("グラフ", "charts")
GOAL = {"active": "はい", "role": "必達", "kind": "前年比", "amount": 1.5}


def page(kind: str = "bar") -> Page:
    """Names in A2:A4, two series in B and C, their names in row 1; a blank, an error and a text that is no number among them."""
    rows = [("", "今", "案"), ("訪問者", 1.0, 1.5), ("転換率", 2.0, None), ("客単価", 3.0, "#N/A")]
    cells = {(row, column): PageCell(value) for row, values in enumerate(rows, 1) for column, value in enumerate(values, 1)}
    first = "tab_must_achieve" if kind != "column" else "plain"  # a column of no fill is not seen
    series = (Series("B1", "B2:B4", first), Series("C1", "C2:C4", "tab_stretch", dashed=True))
    chart = Chart(kind, "題名", "A2:A4", series, '0.00"倍"', "E1:H12", begin=1.0 if kind == "bar" else None, legend=kind != "column")  # type: ignore[arg-type]
    return Page("chart", "図 1", cells, names=(Name(LEGEND, "'図 1'!$B$1:$C$1", hidden=True),), charts=(chart,))


def saved(path: Path, *pages: Page) -> Path:
    book = OpenpyxlBook.new("ja")
    book.write(pages)
    book.save(path)
    return path


def drawn(path: Path) -> list[ElementTree.Element]:
    with zipfile.ZipFile(path) as package:
        return [ElementTree.fromstring(package.read(name)) for name in sorted(package.namelist()) if name.startswith("xl/charts/chart")]


def said(element: ElementTree.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path)]


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_chart_refers_to_cells_and_carries_what_they_show(kind: str, tmp_path: Path) -> None:
    (chart,) = drawn(saved(tmp_path / "a.xlsx", page(kind)))
    series = list(chart.iter(f"{C}ser"))
    assert [said(each, f".//{C}f") for each in series] == [
        ["'図 1'!$B$1", "'図 1'!$A$2:$A$4", "'図 1'!$B$2:$B$4"],
        ["'図 1'!$C$1", "'図 1'!$A$2:$A$4", "'図 1'!$C$2:$C$4"],
    ]
    assert [said(each, f"{C}tx//{C}v") for each in series] == [["今"], ["案"]]
    assert said(series[0], f"{C}cat//{C}v") == ["訪問者", "転換率", "客単価"]
    assert [float(number) for number in said(series[0], f"{C}val//{C}v")] == [1.0, 2.0, 3.0]
    assert [float(number) for number in said(series[1], f"{C}val//{C}v")] == [1.5]  # a blank and an error are no points
    assert [count.get("val") for count in series[1].iterfind(f"{C}val//{C}ptCount")] == ["3"]
    assert {colour.get("val") for colour in series[1].iter(f"{A}srgbClr")} == {STYLES["tab_stretch"].fill}
    assert len(list(chart.iter(f"{C}{kind}Chart"))) == 1
    assert [axis.get("val") for axis in chart.iter(f"{C}delete")] == ["0", "0"]  # else Excel shows no axis
    assert "題名" in said(chart, f".//{A}t")
    assert any(form.get("formatCode") == '0.00"倍"' and form.get("sourceLinked") == "0" for form in chart.iter(f"{C}numFmt"))


def test_columns_stand_on_each_other_on_one_nobody_sees_and_without_a_legend(tmp_path: Path) -> None:
    (chart,) = drawn(saved(tmp_path / "a.xlsx", page("column")))
    assert [each.get("val") for each in chart.iter(f"{C}grouping")] == ["stacked"]
    assert [each.get("val") for each in chart.iter(f"{C}barDir")] == ["col"]
    assert [each.get("val") for each in chart.iter(f"{C}overlap")] == ["100"]
    assert [list(series.find(f"{C}spPr").iter(f"{A}noFill")) != [] for series in chart.iter(f"{C}ser")] == [True, False]  # type: ignore[union-attr]
    assert list(chart.iter(f"{C}legend")) == []


def test_hidden_columns_are_drawn_and_bars_begin_at_one_with_the_first_row_on_top(tmp_path: Path) -> None:
    (chart,) = drawn(saved(tmp_path / "a.xlsx", page()))
    assert [each.get("val") for each in chart.iter(f"{C}plotVisOnly")] == ["0"]
    names = next(chart.iter(f"{C}catAx"))
    assert [each.get("val") for each in names.iter(f"{C}orientation")] == ["maxMin"]
    assert [each.get("val") for each in names.iter(f"{C}crossesAt")] in (["1"], ["1.0"])


def test_a_page_painted_again_has_its_chart_once_and_the_users_chart_as_well(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", page())
    book = openpyxl.load_workbook(path)
    users = BarChart()
    users.add_data(Reference(book["図 1"], min_col=2, min_row=2, max_row=4))  # over our numbers, but named by nobody
    book["図 1"].add_chart(users, "A20")
    book.save(tmp_path / "users.xlsx")
    for again in range(3):
        ours = OpenpyxlBook.open(tmp_path / "users.xlsx")
        ours.write([page()])
        ours.save(tmp_path / "users.xlsx")
        titles = [bool(list(chart.iter(f"{C}tx"))) for chart in drawn(tmp_path / "users.xlsx")]
        assert sorted(titles) == [False, True], again


def test_a_page_without_charts_takes_the_earlier_ones_away(tmp_path: Path) -> None:
    book = OpenpyxlBook.open(saved(tmp_path / "a.xlsx", page()))
    book.write([Page("chart", "図 1", {})])
    book.save(tmp_path / "b.xlsx")
    assert drawn(tmp_path / "b.xlsx") == []


def test_charts_on_our_pages_do_not_stand_in_the_way_of_saving_in_place(tmp_path: Path) -> None:
    book = OpenpyxlBook.open(workbook(tmp_path / "shop.xlsx", SHOP["ja"], [GOAL]))
    jobs.solve(book)
    book.save(tmp_path / "solved.xlsx")
    assert len(drawn(tmp_path / "solved.xlsx")) == 6
    assert lost_parts(tmp_path / "solved.xlsx") == ()
    check_nothing_lost(tmp_path / "solved.xlsx")


@pytest.mark.parametrize("where", ["図 1", "表"])
def test_a_chart_of_the_users_counts_as_lost_on_whatever_sheet_it_stands(where: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(tmp_path / "a.xlsx", page(), Page("x", "表", {(1, 1): PageCell(1.0)}, ours=False)))
    users = BarChart()
    users.add_data(Reference(book["図 1"], min_col=2, min_row=2, max_row=4))
    book[where].add_chart(users, "A20")
    book.save(tmp_path / "users.xlsx")
    assert [part.word for part in lost_parts(tmp_path / "users.xlsx")] == [CHARTS]


def rewritten(source: Path, target: Path, change) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        parts = change({name: old.read(name) for name in old.namelist()})
        for name, content in parts.items():
            new.writestr(name, content)
    return target


def test_a_copy_of_our_page_is_the_users_and_so_is_its_chart(tmp_path: Path) -> None:
    def renamed(parts: dict[str, bytes]) -> dict[str, bytes]:
        book = parts["xl/workbook.xml"].decode()
        assert "chart|図 1" in book
        return {**parts, "xl/workbook.xml": book.replace("chart|図 1", "chart|図 0").encode()}

    copy = rewritten(saved(tmp_path / "a.xlsx", page()), tmp_path / "copy.xlsx", renamed)
    assert [part.word for part in lost_parts(copy)] == [CHARTS]


def test_what_excel_adds_to_our_chart_is_not_lost_but_a_shape_in_it_is(tmp_path: Path) -> None:
    relation = "http://schemas.microsoft.com/office/2011/relationships/chartStyle"

    def styled(kind: str, part: str):
        head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        rels = f'{head}<Relationship Id="rId1" Type="{kind}" Target="{part}"/></Relationships>'
        return lambda parts: {**parts, "xl/charts/_rels/chart1.xml.rels": rels.encode(), f"xl/charts/{part}": b"<x/>"}

    path = saved(tmp_path / "a.xlsx", page())
    assert lost_parts(rewritten(path, tmp_path / "style.xlsx", styled(relation, "style1.xml"))) == ()
    shape = styled(relation.replace("chartStyle", "chartUserShapes"), "shapes1.xml")
    assert [part.word for part in lost_parts(rewritten(path, tmp_path / "shape.xlsx", shape))] == [CHARTS]


def test_an_axis_of_yen_counts_in_oku_from_one_oku_on_and_in_yen_below() -> None:
    assert axis_format("円/年", "ja", 3e8) == '[=0]0"億円";0\\.00,,"億円"'
    assert axis_format("円/年", "en", 3e8) == '[=0]"¥"0;"¥"#,##0.0,,"M"'
    assert re.match(r"\[>=100000000\]", axis_format("円/年", "ja", 1e6))
    assert axis_format("%", "ja", 0.5) == "0.0#%"


@pytest.mark.libreoffice
def test_a_page_with_charts_comes_out_on_paper(tmp_path: Path) -> None:
    assert len(render(saved(tmp_path / "a.xlsx", page()), tmp_path / "out")) == 1


@pytest.mark.parametrize(("every", "turn", "skipped"), [(1, "0", []), (5, "1", ["5"])])
def test_names_of_columns_are_broken_to_fit_and_left_whole_where_some_are_left_out(
    every: int, turn: str, skipped: list[str], tmp_path: Path
) -> None:
    made = page("column")
    (chart,) = drawn(saved(tmp_path / "a.xlsx", replace(made, charts=(replace(made.charts[0], every=every),))))
    axis = chart.find(f".//{C}catAx")
    assert axis is not None
    assert [body.get("rot") for body in axis.iterfind(f"{C}txPr/{A}bodyPr")] == [turn]
    assert [skip.get("val") for skip in axis.iterfind(f"{C}tickLblSkip")] == skipped
