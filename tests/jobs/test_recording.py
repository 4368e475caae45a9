"""Actual figures: the sheet they are typed into, what is read of it, and what an export brings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import errors, jobs
from kpi_xl.book.actuals_page import FIRST_MONTH
from kpi_xl.book.actuals_sheet import read_actuals
from kpi_xl.book.input_table import FIRST, HEADER
from kpi_xl.book.merge_job import merge_copies
from kpi_xl.book.merge_page import Mail
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.book.valued import cells_with
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.jobs import Export
from kpi_xl.labels import LANGS, Lang
from kpi_xl.labels import actuals as words
from kpi_xl.plan.actuals import Actuals
from kpi_xl.plan.month import Month
from tests.support.workbooks import SHOP, TOP, workbook

TODAY = date(2026, 6, 15)
APRIL, MAY = Month(2026, 4), Month(2026, 5)
SHEET = {"ja": "実績", "en": "Actuals"}
ROW = {"売上": FIRST, "訪問者数": FIRST + 1, "転換率": FIRST + 2, "客単価": FIRST + 3}
COLUMN = FIRST_MONTH
"""Where April stands."""

Edit = Callable[[openpyxl.Workbook], object]


def shop(folder: Path, lang: Lang = "ja") -> Path:
    return workbook(folder / "shop.xlsx", SHOP[lang], (), None, lang)


def recorded(path: Path, text: str = "", *mapped: tuple[str, ...], encoding: str = "utf-8") -> jobs.Prepared:
    book = OpenpyxlBook.open(path)
    done = jobs.actuals(book, Export(text.encode(encoding), "data.csv", mapped) if text else None, TODAY)
    book.save(path)
    return done


def typed(path: Path, *edits: tuple[str, int, object]) -> Path:
    """Type into the sheet of actuals: a KPI, how many months after April, and what."""
    book = openpyxl.load_workbook(path)
    for name, after, value in edits:
        book["実績"].cell(ROW[name], COLUMN + after).value = value
    book.save(path)
    return path


def read(path: Path) -> Actuals:
    return read_actuals(read_book(OpenpyxlBook.open(path)), Month.of(TODAY)).actuals


def sentences(notes: tuple[errors.Note, ...], lang: Lang = "ja") -> list[str]:
    return [note.sentence(lang) for note in notes]


def problems(path: Path, lang: Lang = "ja") -> list[str]:
    with pytest.raises(errors.Problems) as caught:
        jobs.check(OpenpyxlBook.open(path), TODAY)
    return [problem.sentence(lang) for problem in caught.value.problems]


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_sheet_has_a_row_for_each_kpi_and_a_column_for_each_month(tmp_path: Path, lang: Lang) -> None:
    done = recorded(path := shop(tmp_path, lang))
    sheet = openpyxl.load_workbook(path, data_only=True)[SHEET[lang]]
    assert [sheet.cell(row, 2).value for row in range(FIRST, FIRST + 4)] == [row["name"] for row in SHOP[lang]]
    assert [sheet.cell(HEADER, column).value for column in (FIRST_MONTH, FIRST_MONTH + 11)] == {
        "ja": ["2026-04", "2027-03"],
        "en": ["2026-01", "2026-12"],
    }[lang]
    assert sheet.cell(FIRST, 1).value == SHOP[lang][0]["label"]
    assert sheet.cell(FIRST, 3).value == SHOP[lang][0]["unit"]
    assert done.laid_out
    assert not done.sheet.actuals


@pytest.mark.parametrize("lang", LANGS)
def test_a_month_is_chosen_from_those_there_are_and_what_it_lacks_is_counted(tmp_path: Path, lang: Lang) -> None:
    path = shop(tmp_path, lang)
    visitors = SHOP[lang][1]["name"]
    recorded(path, f"KPI,2026-04\n{visitors},5100\n")
    chosen = openpyxl.load_workbook(path)[SHEET[lang]]["D4"]
    assert chosen.value == "2026-05"  # what comes after the last month of which something is known
    (offered,) = [each.formula1 for each in chosen.parent.data_validations.dataValidation if "D4" in str(each.sqref).split()]
    assert offered == "OFFSET($E$7,0,0,1,COUNTA($E$7:$AZ$7))"
    for month, count in {"2026-05": 4, "2026-04": 3}.items():
        book = OpenpyxlBook.open(path)
        book.set_cell(SHEET[lang], 4, 4, month)
        check, filled = Address(SHEET[lang], 4, 1), Address(SHEET[lang], 6, COLUMN + (3 if lang == "en" else 0))
        found = evaluate_cells(cells_with(book, []), [check, filled])
        lacks = words.LACKS.fill(count=count).say(lang)
        assert found == {check: f"{words.ALL_WELL.say(lang)}{month}{lacks}", filled: "1 / 4"}


def test_a_yearly_amount_is_typed_by_the_month(tmp_path: Path) -> None:
    rows = [{**SHOP["ja"][0], "unit": "円/年"}, *SHOP["ja"][1:]]
    path = workbook(tmp_path / "shop.xlsx", rows)
    recorded(path)
    assert openpyxl.load_workbook(path, data_only=True)["実績"].cell(FIRST, 3).value == "円/月"


def test_what_is_typed_is_read_and_texts_that_mean_numbers_are_understood(tmp_path: Path) -> None:
    recorded(path := shop(tmp_path))
    typed(
        path, ("売上", 0, "１２０万円"), ("転換率", 0, "２．５％"), ("訪問者数", 0, 5100), ("訪問者数", 1, "=5000+300"), ("客単価", 0, "-")
    )
    assert read(path) == Actuals({"売上": {APRIL: 1_200_000.0}, "訪問者数": {APRIL: 5100.0, MAY: 5300.0}, "転換率": {APRIL: 0.025}})
    done = recorded(path)
    assert openpyxl.load_workbook(path)["実績"].cell(ROW["売上"], COLUMN).value == 1_200_000
    assert sentences(done.notes) == []


def test_every_bad_cell_is_said_at_once(tmp_path: Path) -> None:
    recorded(path := shop(tmp_path))
    typed(path, ("売上", 0, "たくさん"), ("転換率", 0, 5), ("訪問者数", 1, True))
    assert problems(path) == [
        "実績!E10（転換率、2026-04）：5 は 500% を意味します。5% のつもりなら 5% と入力し、本当に 500% なら、KPIツリーの上限を 500% 以上にしてください。",
        "実績!E8：「2026-04」列には数値が必要ですが、「たくさん」が入っています。数値に直すか、空欄にしてください。",
        "実績!F9：「2026-05」列には数値が必要ですが、「True」が入っています。数値に直すか、空欄にしてください。",
    ]
    assert problems(path, "en")[0] == (
        "実績!E10 (転換率, 2026-04): 5 means 500%. If you mean 5%, type 5%; if it really is 500%, give the KPI a high bound of at least that "
        "in the KPI tree."
    )


def test_a_month_to_come_is_kept_and_not_used_and_a_hole_is_told(tmp_path: Path) -> None:
    recorded(path := shop(tmp_path))
    typed(path, ("訪問者数", 0, 5100), ("訪問者数", 2, 5300), ("訪問者数", 8, 9000))
    assert read(path) == Actuals({"訪問者数": {APRIL: 5100.0, Month(2026, 6): 5300.0}})
    said = sentences(jobs.check(OpenpyxlBook.open(path), TODAY).notes)
    assert "実績!M9（訪問者）：2026-12 はまだ先の月です。入力された 9,000 は残しますが、実績としては使いません。" in said
    assert "実績!B9（訪問者）：2026-05 の実績が空欄です（後の月には入力があります）。" in said


def test_a_kpi_that_is_gone_keeps_its_row_and_a_new_one_gets_one(tmp_path: Path) -> None:
    recorded(path := shop(tmp_path), "月,訪問者数,客単価\n2026-04,5100,9000\n")
    book = openpyxl.load_workbook(path)
    tree = book["KPIツリー"]
    tree.cell(TOP + 4, 2).value, tree.cell(TOP + 1, 3).value = "平均単価", "=訪問者数*転換率*平均単価"
    del book.defined_names["客単価"]
    book.save(path)
    done = recorded(path)
    sheet = openpyxl.load_workbook(path, data_only=True)["実績"]
    assert [sheet.cell(row, 2).value for row in range(FIRST, FIRST + 5)] == ["売上", "訪問者数", "転換率", "客単価", "平均単価"]
    assert sheet.cell(FIRST + 3, COLUMN).value == 9000
    assert sheet.cell(FIRST + 4, 1).value == "客単価"
    assert sheet.tables["tbl_actuals"].ref == f"A{HEADER}:P{FIRST + 4}"
    assert sentences(done.notes) == ["実績!B11：KPIツリーに「客単価」という行がないため、この行の実績は残しますが使いません。"]


def test_repairing_a_renamed_kpi_takes_its_actuals_along(tmp_path: Path) -> None:
    recorded(path := shop(tmp_path), "月,訪問者数\n2026-04,5100\n")
    book = openpyxl.load_workbook(path)
    book["KPIツリー"].cell(TOP + 2, 2).value = "来訪者数"
    book.save(path)
    mended = OpenpyxlBook.open(path)
    jobs.repair(mended)
    mended.save(path)
    assert read(path) == Actuals({"来訪者数": {APRIL: 5100.0}})


def test_two_rows_of_a_kpi_and_two_columns_of_a_month_are_problems(tmp_path: Path) -> None:
    recorded(path := shop(tmp_path))
    book = openpyxl.load_workbook(path)
    sheet = book["実績"]
    sheet.cell(ROW["客単価"], 2).value, sheet.cell(HEADER, COLUMN + 1).value = "売上", "2026年4月"
    sheet.tables["tbl_actuals"].tableColumns[COLUMN].name = "2026年4月"
    book.save(path)
    assert problems(path) == [
        "実績!F7：2026-04 の列がすでに 実績!E7 にあります。1つの月の実績は1列にまとめてください。",
        "実績!B11：KPI「売上」の行がすでに 実績!B8 にあります。1つのKPIの実績は1行にまとめてください。",
    ]


def test_an_export_is_imported_with_its_units_and_what_is_replaced_is_told(tmp_path: Path) -> None:
    path = shop(tmp_path)
    recorded(path, '月,訪問者,売上（千円）,転換率\n2026-04,"5,100",1200,2.1\n2026-05,5200,△300,2.4\n', encoding="cp932")
    assert read(path).of("訪問者数") == {APRIL: 5100.0, MAY: 5200.0}
    assert read(path).of("転換率") == {APRIL: pytest.approx(0.021), MAY: pytest.approx(0.024)}
    assert read(path).of("売上") == {APRIL: 1_200_000.0, MAY: -300_000.0}
    done = recorded(path, "月,訪問者\n2026-04,5100\n2026-05,5250\n")
    assert (done.written.written, done.written.unchanged) == (1, 1)
    assert sentences(done.notes) == ["実績!F9（訪問者、2026-05）：5,200 を 5,250 に置き換えました。"]


def test_later_months_get_columns_and_a_formula_stays(tmp_path: Path) -> None:
    recorded(path := shop(tmp_path))
    typed(path, ("訪問者数", 0, "=5000+100"))
    done = recorded(path, "月,訪問者\n2025-12,4000\n2026-04,9\n")
    sheet = openpyxl.load_workbook(path)["実績"]
    assert sheet.tables["tbl_actuals"].ref == f"A{HEADER}:Q{FIRST + 3}"
    assert [column.name for column in sheet.tables["tbl_actuals"].tableColumns][-1] == "2025-12"
    assert (sheet.cell(ROW["訪問者数"], 17).value, sheet.cell(ROW["訪問者数"], COLUMN).value) == (4000, "=5000+100")
    assert sentences(done.written.notes) == [
        "実績!E9（訪問者、2026-04）：数式が入っているセルなので、そのまま残しました（ファイルの値は 9）。"
    ]


def test_days_of_a_flow_are_added_up_and_days_of_a_rate_are_refused(tmp_path: Path) -> None:
    path = shop(tmp_path)
    done = recorded(path, "日付,訪問者\n2026-04-01,100\n2026-04-02,150\n")
    assert read(path).of("訪問者数") == {APRIL: 250.0}
    assert sentences(done.imported.notes) == ["data.csv：2026-04 の「訪問者」2件を合計し、250 としました。"]
    with pytest.raises(errors.Problems) as caught:
        recorded(path, "日付,転換率\n2026-04-01,2%\n2026-04-02,3%\n")
    assert caught.value.sentence("ja") == (
        "data.csv B3：2026-04 の「転換率」が、ここでは 3%、data.csv B2 では 2% です。足し合わせられない指標なので、どちらか1つにしてください。"
    )


def test_names_are_mapped_and_strangers_are_told(tmp_path: Path) -> None:
    path = shop(tmp_path)
    done = recorded(path, "月,UU,PV\n2026-04,5.1,9\n", ("UU", "訪問者数", "1000"))
    assert read(path) == Actuals({"訪問者数": {APRIL: 5100.0}})
    assert sentences(done.imported.notes) == [
        'data.csv：「PV」はKPIツリーにないため取り込みません。該当するKPIがある場合は指定してください：--map "PV=売上"',
        "data.csv：「UU」の数値を1,000倍にしました。",
    ]
    with pytest.raises(errors.NothingKnown) as caught:
        recorded(path, "月,visits\n2026-04,5\n")
    assert caught.value.sentence("en") == (
        'data.csv: none of its names is a KPI of the tree (visits). Say which KPI each one is: --map "visits=売上"'
    )


def test_bad_figures_and_mappings_are_said_at_once(tmp_path: Path) -> None:
    path = shop(tmp_path)
    with pytest.raises(errors.Problems) as caught:
        recorded(path, "月,訪問者,転換率,客単価\n2026-04,many,400,9\n2026-05,?,2%,9\n")
    assert [problem.sentence("ja") for problem in caught.value.problems] == [
        "data.csv B2（訪問者、2026-04）：「many」は数値として読めません。ファイルを直すか、空欄にしてください。",
        "data.csv B3（訪問者、2026-05）：「?」は数値として読めません。ファイルを直すか、空欄にしてください。",
        "data.csv C2（転換率、2026-04）：400 は 40,000% を意味します。400% のつもりなら 400% と入力し、本当に 40,000% なら、KPIツリーの上限を 40,000% 以上にしてください。",
    ]
    with pytest.raises(errors.Problems) as caught:
        recorded(path, "月,訪問者\n2026-04,5\n", ("a", "nobody"), ("b", "売上", "much"))
    assert [problem.code for problem in caught.value.problems] == ["unknown_kpi", "bad_factor"]


def test_copies_that_came_back_are_merged_month_by_month(tmp_path: Path) -> None:
    recorded(base := shop(tmp_path), "月,訪問者\n2026-04,5100\n")
    copies = {}
    for name, edits in {"a.xlsx": [("訪問者数", 1, 5200)], "b.xlsx": [("売上", 0, 1_000_000), ("訪問者数", 1, 5300)]}.items():
        (copy := tmp_path / name).write_bytes(base.read_bytes())
        copies[name] = OpenpyxlBook.open(typed(copy, *edits))
    book = OpenpyxlBook.open(base)
    merged = merge_copies(book, copies, Mail(base.name, list(copies), "m.xlsx"), take="b.xlsx")
    contents = book.contents()
    assert contents[Address("実績", ROW["売上"], COLUMN)] == 1_000_000
    assert contents[Address("実績", ROW["訪問者数"], COLUMN + 1)] == 5300
    assert contents[Address("実績", ROW["訪問者数"], COLUMN)] == 5100
    assert len(merged.conflicts) == 1


def test_a_merged_new_kpi_brings_its_actuals(tmp_path: Path) -> None:
    recorded(base := shop(tmp_path))
    (path := tmp_path / "a.xlsx").write_bytes(base.read_bytes())
    book = openpyxl.load_workbook(path)
    tree = book["KPIツリー"]
    for key, value in ((1, "広告費"), (2, "広告費"), (3, 100.0), (4, "円/月")):
        tree.cell(TOP + 5, key).value = value
    tree.tables["tbl_kpi"].ref = tree.tables["tbl_kpi"].ref[:-1] + str(TOP + 5)
    book.save(path)
    recorded(path, "月,広告費\n2026-04,120\n")
    merged = OpenpyxlBook.open(base)
    merge_copies(merged, {"a.xlsx": OpenpyxlBook.open(path)}, Mail(base.name, ["a.xlsx"], "m.xlsx"))
    merged.save(tmp_path / "m.xlsx")
    assert read(tmp_path / "m.xlsx") == Actuals({"広告費": {APRIL: 120.0}})
    recorded(tmp_path / "m.xlsx")
    label = OpenpyxlBook.open(tmp_path / "m.xlsx").contents()[Address("実績", FIRST + 4, 1)]
    assert isinstance(label, Formula)
    assert label.cached == "広告費"


def test_a_sheet_of_the_users_that_has_the_name_is_left_alone(tmp_path: Path) -> None:
    path = shop(tmp_path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("実績")
    book.save(path)
    with pytest.raises(errors.Problems) as caught:
        recorded(path)
    assert caught.value.sentence("ja") == (
        "実績：同じ名前のシートがありますが、テーブル tbl_actuals がありません。シート名を変えるか、表のテーブル名を tbl_actuals にしてください。"
    )
