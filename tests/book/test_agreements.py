"""What people type on a scenario's tab stays theirs: values they agreed on are kept by every solve, and notes are never lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl import errors, jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.way_out import way_out
from kpi_xl.labels import LANGS, Lang
from kpi_xl.solve.solution import Outcome
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

GOALS: Mapping[Lang, list[dict]] = {
    "ja": [
        {"active": "はい", "role": "必達", "kind": "前年比", "amount": 1.5},
        {"active": "はい", "role": "挑戦", "kind": "前年比", "amount": 3.0},
    ],
    "en": [
        {"active": "yes", "role": "must_achieve", "kind": "percent", "amount": 1.5},
        {"active": "yes", "role": "stretch", "kind": "percent", "amount": 3.0},
    ],
}
MUST, STRETCH = "必達目標", "挑戦目標"
AGREED, NOTE, NAME = 10, 11, 13
STALE = "⚠ 入力が変わりました。再逆算してください"


def solved(path: Path) -> jobs.Solved:
    book = OpenpyxlBook.open(path)
    answer = jobs.solve(book)
    book.save(path)
    return answer


def shop(folder: Path, lang: Lang = "ja", rows=None, **settings: str) -> Path:
    """A solved workbook."""
    path = workbook(folder / "shop.xlsx", rows or SHOP[lang], GOALS[lang], {"language": lang, **settings} if settings else None, lang)
    solved(path)
    return path


def edit(path: Path, change: Callable[[openpyxl.Workbook], object]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def row_of(sheet: Worksheet, name: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, NAME).value == name)


def typed(path: Path, tab: str, name: str, agreed: object = None, note: object = None) -> Path:
    """The same workbook, after somebody typed beside a KPI."""

    def type_in(book: openpyxl.Workbook) -> None:
        row = row_of(book[tab], name)
        book[tab].cell(row, AGREED).value = agreed
        book[tab].cell(row, NOTE).value = note

    return edit(path, type_in)


def stands(path: Path, tab: str) -> dict[str, tuple[object, object]]:
    """What stands in the two columns, by the row's name."""
    sheet = openpyxl.load_workbook(path)[tab]
    rows = {
        sheet.cell(row, NAME).value: (sheet.cell(row, AGREED).value, sheet.cell(row, NOTE).value) for row in range(1, sheet.max_row + 1)
    }
    return {name: pair for name, pair in rows.items() if name and pair != (None, None)}


def test_an_agreed_value_is_kept_and_the_others_meet_the_goal(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "訪問者数", 6000, "営業と合意")
    for _ in range(2):
        must, stretch = solved(path).briefs
        assert stretch.solution.values["訪問者数"] == 6000
        assert stretch.solution.agreed == ("訪問者数",)
        assert stretch.solution.values["売上"] == pytest.approx(3_000_000, rel=1e-9)
        assert must.solution.agreed == ()
        assert stands(path, STRETCH) == {"訪問者数": (6000, "営業と合意")}
        assert stands(path, MUST) == {}
    sheet = openpyxl.load_workbook(path)[STRETCH]
    assert sheet.cell(row_of(sheet, "訪問者数"), 9).value == "合意値"
    assert sheet.cell(row_of(sheet, "訪問者数"), 4).value == 6000


def test_an_agreed_value_that_holds_the_goal_back_is_named(tmp_path: Path) -> None:
    rows = [{**row, "high": 12_000.0} if row["name"] == "客単価" else row for row in SHOP["ja"]]
    _, stretch = solved(typed(shop(tmp_path, rows=rows), STRETCH, "訪問者数", 1)).briefs
    assert stretch.solution.outcome is Outcome.OUT_OF_REACH
    assert way_out(stretch).startswith("合意値で固定しているため、届きません。訪問者の合意値を外して、もう一度逆算すると届きます。")


@pytest.mark.parametrize(("said", "meant"), [("６，０００", 6000.0), ("6000人", 6000.0), ("0.6万", 6000.0)])
def test_an_agreed_value_is_understood_as_every_other_number(tmp_path: Path, said: str, meant: float) -> None:
    path = typed(shop(tmp_path), STRETCH, "訪問者数", said)
    answer = solved(path)
    assert answer.briefs[1].solution.values["訪問者数"] == meant
    assert stands(path, STRETCH) == {"訪問者数": (meant, None)}
    assert f"文字の「{said}」を数値 6,000 として扱い、数値に直して保存します。" in [
        note.sentence("ja").split("：", 1)[1] for note in answer.reading.notes
    ]


def test_a_formula_is_taken_as_what_it_gives(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "訪問者数", "=KPIツリー!C5*1.2")
    answer = solved(path)
    assert stands(path, STRETCH) == {"訪問者数": (6000, None)}
    assert any(
        "数式 =KPIツリー!C5*1.2 は、その結果 6,000 として保存します。" in note.sentence("ja")
        for note in answer.reading.notes
        if isinstance(note, errors.FormulaTaken)
    )


@pytest.mark.parametrize("note", ["=担当と合意", "1行目\n2行目", 12.0, "@x"])
def test_a_note_stays_what_it_was(tmp_path: Path, note: object) -> None:
    path = shop(tmp_path)

    def put(book: openpyxl.Workbook) -> None:
        cell = book[MUST].cell(row_of(book[MUST], "売上"), NOTE)
        cell.value = note
        cell.data_type = "s" if isinstance(note, str) else cell.data_type

    edit(path, put)
    solved(path)
    solved(path)
    assert stands(path, MUST) == {"売上": (None, note)}


def on_tree(change: Callable[[Worksheet], object]) -> Callable[[openpyxl.Workbook], object]:
    return lambda book: change(book["KPIツリー"])


def swap(sheet: Worksheet) -> None:
    for one, other in zip(sheet[5], sheet[7], strict=True):
        one.value, other.value = other.value, one.value


def test_a_new_row_of_the_tree_takes_nobodys_value(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "客単価", 11000, "値上げ")
    edit(path, on_tree(lambda sheet: [sheet.cell(8, column, value) for column, value in ((2, "在庫"), (3, 10))]))
    answer = solved(path)
    assert "在庫" in answer.briefs[1].solution.levers
    assert stands(path, STRETCH) == {"客単価": (11000, "値上げ")}


def test_values_follow_their_rows_when_the_tree_is_sorted(tmp_path: Path) -> None:
    path = typed(typed(shop(tmp_path), STRETCH, "訪問者数", 6000, "V"), STRETCH, "客単価", 11000, "P")
    edit(path, on_tree(swap))
    book = OpenpyxlBook.open(path)
    jobs.repair(book)
    book.save(path)
    answer = solved(path)
    assert dict(answer.briefs[1].typed.agreed) == {"訪問者数": 6000, "客単価": 11000}
    assert stands(path, STRETCH) == {"訪問者数": (6000, "V"), "客単価": (11000, "P")}


def test_values_follow_a_row_that_is_renamed(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "訪問者数", 6000, "V")
    edit(path, on_tree(lambda sheet: sheet.__setitem__("B5", "来訪者数")))
    book = OpenpyxlBook.open(path)
    jobs.repair(book)
    book.save(path)
    notes = solved(path).reading.notes
    assert "挑戦目標!J37：「訪問者数」の行は「来訪者数」に変わったため、合意値とメモを引き継ぎました。" in [
        note.sentence("ja") for note in notes
    ]
    assert stands(path, STRETCH) == {"来訪者数": (6000, "V")}


def without_price(book: openpyxl.Workbook) -> None:
    sheet = book["KPIツリー"]
    sheet["C4"] = "=訪問者数*転換率*10000"
    for cell in sheet[7]:
        cell.value = None
    del book.defined_names["客単価"]


LEFT = {
    "ja": "挑戦目標!J39：KPIツリーに「客単価」という名前の行がないため、入力された内容（合意値：11000、メモ：値上げ）は使っていません。"
    "表の下に残してあります。該当する行に移すか、消してください。",
    "en": "挑戦目標!J39: no row of the KPI tree is called '客単価' any more, so what was typed for it (agreed: 11000, notes: 値上げ) is not used. "
    "It is kept below the table; move it to its row, or clear it.",
}


def test_what_belongs_to_no_row_any_more_is_named_and_kept_until_it_is_cleared(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "客単価", 11000, "値上げ")
    edit(path, without_price)
    (note,) = [note for note in solved(path).reading.notes if isinstance(note, errors.TypedWithoutRow)]
    assert {lang: note.sentence(lang) for lang in LANGS} == LEFT
    solved(path)
    assert stands(path, STRETCH) == {"客単価": (11000, "値上げ")}
    sheet = openpyxl.load_workbook(path)[STRETCH]
    assert sheet.cell(row_of(sheet, "客単価"), 1).value == "客単価"
    assert sheet.cell(row_of(sheet, "客単価"), 9).value == "KPIツリーに行がありません"
    hints = [sheet.cell(row, 2).value for row in range(1, 12) if sheet.cell(row, 1).value == "補足"]
    assert LEFT["ja"].replace("!J39", "") in hints
    typed(path, STRETCH, "客単価")
    assert not [note for note in solved(path).reading.notes if isinstance(note, errors.TypedWithoutRow)]
    assert stands(path, STRETCH) == {}


def test_what_was_kept_finds_its_row_again_when_it_comes_back(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "客単価", 11000, "値上げ")
    before = OpenpyxlBook.open(path).contents()
    edit(path, without_price)
    solved(path)
    book = OpenpyxlBook.open(path)
    for address, content in before.items():
        if address.sheet == "KPIツリー" and address.row == 7:
            book.set_cell(address.sheet, address.row, address.column, content)  # type: ignore[arg-type]
    book.save(path)
    assert dict(solved(path).briefs[1].typed.agreed) == {"客単価": 11000}
    assert stands(path, STRETCH) == {"客単価": (11000, "値上げ")}


def test_a_row_inserted_above_and_a_column_inserted_before_take_nothing_away(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "訪問者数", 6000, "V")

    def insert(book: openpyxl.Workbook) -> None:
        """What Excel does: the cells move, and the names that refer to them with them."""
        sheet = book[STRETCH]
        first, last = (int(part.rpartition("$")[2]) for part in sheet.defined_names["_kpi_xl_name"].attr_text.split("!")[1].split(":"))
        sheet.insert_rows(3)
        sheet.insert_cols(5)
        for key, letters in (("name", "M"), ("label", "A"), ("baseline", "C"), ("agreed", "K"), ("note", "L")):
            sheet.defined_names[f"_kpi_xl_{key}"].attr_text = f"{STRETCH}!${letters}${first + 1}:${letters}${last + 1}"

    edit(path, insert)
    assert solved(path).briefs[1].solution.values["訪問者数"] == 6000
    assert stands(path, STRETCH) == {"訪問者数": (6000, "V")}


def test_rows_sorted_on_the_tab_without_their_hidden_names_are_known_by_their_labels(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "訪問者数", 6000, "V")

    def sort(book: openpyxl.Workbook) -> None:
        sheet = book[STRETCH]
        one, other = row_of(sheet, "訪問者数"), row_of(sheet, "客単価")
        for column in range(1, NOTE + 1):
            first, second = sheet.cell(one, column), sheet.cell(other, column)
            first.value, second.value = second.value, first.value

    edit(path, sort)
    solved(path)
    assert stands(path, STRETCH) == {"訪問者数": (6000, "V")}


def test_a_users_copy_of_a_tab_is_not_read(tmp_path: Path) -> None:
    path = typed(shop(tmp_path), STRETCH, "訪問者数", 6000)

    def rename(book: openpyxl.Workbook) -> None:
        book[STRETCH].title = "控え"

    edit(path, rename)
    assert solved(path).briefs[1].solution.agreed == ()
    assert stands(path, "控え") == {"訪問者数": (6000, None)}


BAD: Mapping[Lang, list[str]] = {
    "ja": [
        "挑戦目標!J36（売上）：合意値 2,000,000 がありますが、この行は計算式で求めるKPIです。合意値は、動かせるKPI（レバー）だけに入力できます。このセルを空欄にしてください。",
        "挑戦目標!J37：「合意値」列には数値が必要ですが、「未定」が入っています。数値に直すか、空欄にしてください。",
        "挑戦目標!J38（転換率）：合意値 0.08 が下限 0・上限 0.05 の外です。範囲内の値にするか、下限・上限を変更してください。",
    ],
    "en": [
        "Stretch!J36 (sales): the agreed value 2,000,000 stands in a row that is computed by a formula, and only levers can be agreed on. "
        "Clear the cell.",
        "Stretch!J37: 'open' stands in the column Agreed, where a number is expected. Type a number, or clear the cell.",
        "Stretch!J38 (rate): the agreed value 0.08 lies outside the bounds (low 0, high 0.05). Agree on a value between them, or move the bound.",
    ],
}


@pytest.mark.parametrize("lang", LANGS)
def test_every_agreed_value_that_cannot_be_is_reported_at_once_with_its_cell(tmp_path: Path, lang: Lang) -> None:
    path, tab = shop(tmp_path, lang), {"ja": STRETCH, "en": "Stretch"}[lang]
    kgi, visitors, rate, _ = (str(row["name"]) for row in SHOP[lang])
    for name, value in ((kgi, 2e6), (visitors, {"ja": "未定", "en": "open"}[lang]), (rate, 0.08)):
        typed(path, tab, name, value)
    before = path.read_bytes()
    with pytest.raises(errors.Problems) as found:
        solved(path)
    assert sorted(problem.sentence(lang) for problem in found.value.problems) == BAD[lang]
    with pytest.raises(errors.Problems):
        jobs.check(OpenpyxlBook.open(path))
    assert path.read_bytes() == before


def test_two_rows_of_one_kpi_cannot_disagree(tmp_path: Path) -> None:
    path = typed(typed(shop(tmp_path), STRETCH, "訪問者数", 6000, "a"), STRETCH, "客単価", 7000, "b")

    def copy(book: openpyxl.Workbook) -> None:
        row = row_of(book[STRETCH], "客単価")
        book[STRETCH].cell(row, 1).value, book[STRETCH].cell(row, NAME).value = "訪問者", "訪問者数"

    edit(path, copy)
    with pytest.raises(errors.Problems) as found:
        solved(path)
    (problem,) = found.value.problems
    assert problem.sentence("ja") == (
        "挑戦目標!J39（訪問者数）：合意値 7,000 が、同じKPIの行にある 挑戦目標!J37 の 6,000 と異なります。どちらかを空欄にしてください。"
    )


@pytest.mark.libreoffice
def test_typing_an_agreed_value_turns_the_flag_of_its_tab_and_of_what_builds_on_it(tmp_path: Path) -> None:
    paths = {}
    for name, tab, value in (("none", MUST, None), ("must", MUST, 6000), ("stretch", STRETCH, 6000), ("zero", STRETCH, 0)):
        (tmp_path / name).mkdir()
        paths[name] = typed(shop(tmp_path / name), tab, "訪問者数", value, "メモだけでは変わらない")
    shown = recalculate(list(paths.values()))
    flags = {name: (shown[path][f"{MUST}!G1"], shown[path][f"{STRETCH}!G1"]) for name, path in paths.items()}
    assert flags == {"none": ("最新", "最新"), "must": (STALE, STALE), "stretch": ("最新", STALE), "zero": ("最新", STALE)}
    solved(paths["must"])
    again = recalculate([paths["must"]])[paths["must"]]
    assert (again[f"{MUST}!G1"], again[f"{STRETCH}!G1"]) == ("最新", "最新")


@pytest.mark.libreoffice
def test_a_tab_with_agreed_values_and_leftovers_computes_the_same_everywhere(tmp_path: Path) -> None:
    path = typed(typed(shop(tmp_path), STRETCH, "訪問者数", 6000, "V"), STRETCH, "客単価", 11000, "値上げ")
    edit(path, without_price)
    solved(path)
    theirs, ours = recalculate([path])[path], openpyxl.load_workbook(path, data_only=True)
    formulas = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) > 60
    for cell in formulas:
        there = theirs.get(f"{cell.parent.title}!{cell.coordinate}")
        here = ours[cell.parent.title][cell.coordinate].value
        assert here == (pytest.approx(there, rel=1e-9, abs=1e-12) if isinstance(there, float | int) else there) or not (here or there)


def test_the_columns_look_like_inputs_where_something_can_be_typed(tmp_path: Path) -> None:
    path = shop(tmp_path, rows=changed(SHOP["ja"], 客単価={"locked": "はい"}))
    sheet = openpyxl.load_workbook(path)[STRETCH]
    looks = {name: sheet.cell(row_of(sheet, name), AGREED).style for name in ("売上", "訪問者数", "転換率", "客単価")}
    assert looks == {"売上": "kpi_locked", "訪問者数": "kpi_input", "転換率": "kpi_input", "客単価": "kpi_locked"}
    assert sheet.cell(row_of(sheet, "転換率"), AGREED).number_format == "0.0#%"
    assert {sheet.cell(row_of(sheet, name), NOTE).number_format for name in looks} == {"@"}
    assert [sheet.cell(row_of(sheet, "売上") - 1, column).value for column in (AGREED, NOTE)] == ["合意値", "メモ"]
    assert sheet.print_area.endswith(f"$L${sheet.max_row}")
    assert not any(sheet.column_dimensions[letters].hidden for letters in "ABCDEFGHIJK")


def test_a_kpi_inserted_between_others_takes_nobodys_value_and_every_other_keeps_its_own(tmp_path: Path) -> None:
    path = typed(typed(shop(tmp_path), STRETCH, "訪問者数", 6000, "V"), STRETCH, "客単価", 11000, "P")

    def insert(sheet: Worksheet) -> None:
        """What Excel does: the rows below move down, and their names with them."""
        for column in range(1, 18):
            sheet.cell(8, column).value, sheet.cell(7, column).value = sheet.cell(7, column).value, None
        sheet["A7"], sheet["B7"], sheet["C7"], sheet["C4"] = "購入点数", "購入点数", 2, "=訪問者数*転換率*購入点数*客単価/2"
        sheet.parent.defined_names["客単価"].attr_text = "KPIツリー!$C$8"

    edit(path, on_tree(insert))
    answer = solved(path)
    assert dict(answer.briefs[1].typed.agreed) == {"訪問者数": 6000, "客単価": 11000}
    assert stands(path, STRETCH) == {"訪問者数": (6000, "V"), "客単価": (11000, "P")}
    assert "購入点数" in answer.briefs[1].solution.levers
