"""Exports of other programs: whatever their encoding and their shape, the same figures come out."""

from __future__ import annotations

import pytest

from kpi_xl import errors
from kpi_xl.book.export import rows
from kpi_xl.book.export_shape import figures, month_of

LONG = '月,KPI,値\n2026-04,売上,"1,200,000円"\n2026-05,売上,１３０万\n2026-04,転換率,2.1%\n'
WIDE = "KPI\t2026年4月\t2026年5月\n売上\t1,200,000円\t１３０万\n転換率\t2.1%\t\n"
BY_COLUMN = "期間;2026/04/01 - 2026/05/31\n\n日付;売上;転換率\n2026/4/1;1,200,000円;2.1%\n2026/5/1;１３０万;\n合計;2,500,000;\n"
SAID = {("売上", "2026-04", "1,200,000円"), ("売上", "2026-05", "１３０万"), ("転換率", "2026-04", "2.1%")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("text", [LONG, WIDE, BY_COLUMN], ids=["long", "wide", "by column"])
def test_any_shape_in_any_encoding_says_the_same_figures(text: str, encoding: str) -> None:
    found = figures(rows(text.encode(encoding), "data.csv"), "data.csv")
    assert {(each.kpi, str(each.month), each.text) for each in found} == SAID


def test_a_figure_says_its_cell_as_a_spreadsheet_would() -> None:
    assert [each.where for each in figures(rows(WIDE.encode(), "data.csv"), "data.csv")] == ["data.csv B2", "data.csv C2", "data.csv B3"]
    assert figures(rows(BY_COLUMN.encode(), "d.csv"), "d.csv")[0].where == "d.csv B4"


def test_three_columns_without_such_headers_are_month_kpi_and_value() -> None:
    found = figures(rows(b"ym,what,n\n202604,sales,5\n202604,rate,6\n", "d.csv"), "d.csv")
    assert [(each.kpi, each.text) for each in found] == [("sales", "5"), ("rate", "6")]


def test_one_month_across_is_enough_and_a_title_above_is_none() -> None:
    found = figures(rows(b"Report,,\nKPI,unit,2026-04\nsales,JPY,5\n", "d.csv"), "d.csv")
    assert [(each.kpi, each.text) for each in found] == [("sales", "5")]


@pytest.mark.parametrize("text", ["2026-04", "2026/4/30", "２０２６年４月", "2026年4月分", "202604", "20260430", "Apr-26", "April 2026"])
def test_a_month_is_read_as_exports_write_it(text: str) -> None:
    assert str(month_of(text)) == "2026-04"


@pytest.mark.parametrize("text", ["", "4月", "1234", "2026", "2026-13", "合計", "May", "1,200"])
def test_anything_else_is_no_month(text: str) -> None:
    assert month_of(text) is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"KPI,value\nsales,5\n", "年月が見つかりません。見出しの下に年月・日付の列（2026-04、2026/4/1、2026年4月など）があるか、横に年月が並んだファイルにしてください。"),
        (b"\x83\xff\xfe\x80", "文字コードがUTF-8でもShift_JISでもありません。「CSV UTF-8」形式で保存し直してください。"),
        (b"PK\x03\x04...", "Excelブックです。必要なのはCSVファイルです。CSV形式で保存し直してください。"),
        (b"a,\0\0b\n", "文字として読めないファイルです。必要なのはCSVファイルです。CSV形式で保存し直してください。"),
        (b"\n,,\n", "空のファイルです。必要なのはCSVファイルです。CSV形式で保存し直してください。"),
    ],
)  # fmt: skip
def test_a_file_without_figures_is_refused_with_its_remedy(content: bytes, sentence: str) -> None:
    with pytest.raises(errors.ActualsProblem) as caught:
        figures(rows(content, "data.csv"), "data.csv")
    assert caught.value.sentence("ja") == f"data.csv：{sentence}"


def test_a_line_with_a_month_that_cannot_be_read_is_no_header() -> None:
    found = figures(rows(b"month,visitors\n2026-13,1\n2026-04,2\n", "d.csv"), "d.csv")
    assert [(each.kpi, each.text) for each in found] == [("visitors", "2")]
