"""A formula of the user's never reads another KPI unnoticed: by name it follows, by address it is reported before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from kpi_xl import errors, jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Name, Page, PageCell
from kpi_xl.book.pointing import check_pointing
from kpi_xl.book.reader import read_book
from kpi_xl.labels import LANGS, Lang
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, workbook

TAB: Mapping[Lang, str] = {"ja": "必達目標", "en": "Must-achieve"}
COMPARE: Mapping[Lang, str] = {"ja": "比較", "en": "Compare"}


def solved(path: Path) -> Path:
    book = OpenpyxlBook.open(path)
    jobs.solve(book)
    book.save(path)
    return path


def shop(folder: Path, lang: Lang = "ja") -> Path:
    return solved(workbook(folder / "a.xlsx", SHOP[lang], lang=lang))


def edit(path: Path, change: Callable[[openpyxl.Workbook], object]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def row(path: Path, lang: Lang, name: str) -> int:
    """The row of a KPI on a tab."""
    return int(openpyxl.load_workbook(path)[TAB[lang]].defined_names[name].attr_text.rpartition("$")[2])


def pointing(path: Path, *formulas: str) -> Path:
    """A sheet of the user's with some formulas."""

    def add(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("報告")
        for number, formula in enumerate(formulas, start=1):
            sheet.cell(number, 1, formula)

    return edit(path, add)


def pages(path: Path, lang: Lang, moves: Mapping[str, int], labels: Sequence[str] = ()) -> list[Page]:
    """A tab to be painted on which some names stand in some rows, and a page that compares, with labels from row 6 on."""
    tab = TAB[lang]
    names = tuple(Name(name, f"={tab}!$D${row}".replace("Must-achieve", "'Must-achieve'"), hidden=True) for name, row in moves.items())
    return [
        Page("scenario", tab, {}, lang, names=names),
        Page("compare", COMPARE[lang], {(6 + at, 1): PageCell(label) for at, label in enumerate(labels)}, lang),
    ]


def said(path: Path, made: list[Page], lang: Lang) -> list[str]:
    """What is reported."""
    tree = read_book(OpenpyxlBook.open(path)).tree
    try:
        check_pointing(tree, made)
    except errors.Problems as found:
        return [problem.sentence(lang) for problem in found.problems]
    return []


SENTENCES: Mapping[Lang, list[str]] = {
    "ja": [
        "報告!A1：=必達目標!$D${0}*2 は 必達目標!D{0} を番地で参照しています。今そこにあるのは「訪問者数」ですが、この実行の後は「転換率」になり、気付かないうちに結果が変わってしまいます。必達目標!訪問者数 と書けば、行が動いても同じKPIを参照し続けます。",
        "報告!A2：=必達目標!C{0} は 必達目標!C{0} を番地で参照しています。今そこにあるのは「訪問者数」ですが、この実行の後は「転換率」になり、気付かないうちに結果が変わってしまいます。INDEX(必達目標!$C:$C,ROW(必達目標!訪問者数)) と書けば、行が動いても同じKPIを参照し続けます。",
    ],
    "en": [
        "報告!A1: ='Must-achieve'!$D${0}*2 reads 'Must-achieve'!D{0} by its address. visitors stands there today, but rate would stand there after this run, and the result would change unnoticed. Write 'Must-achieve'!visitors instead: it finds the KPI wherever its row stands.",
        "報告!A2: ='Must-achieve'!C{0} reads 'Must-achieve'!C{0} by its address. visitors stands there today, but rate would stand there after this run, and the result would change unnoticed. Write INDEX('Must-achieve'!$C:$C,ROW('Must-achieve'!visitors)) instead: it finds the KPI wherever its row stands.",
    ],
}


@pytest.mark.parametrize("lang", LANGS)
def test_a_formula_that_points_at_a_moving_row_is_named_with_its_remedy(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang)
    _, visitors, rate, _ = (str(each["name"]) for each in SHOP[lang])
    sheet, at = {"ja": "必達目標", "en": "'Must-achieve'"}[lang], row(path, lang, visitors)
    pointing(path, f"={sheet}!$D${at}*2", f"={sheet}!C{at}", f"={sheet}!{visitors}*2", f"=SUM({sheet}!D:D)", "=1+", '="必達目標!D20"')
    names = {str(each["name"]): row(path, lang, str(each["name"])) for each in SHOP[lang]}
    made = pages(path, lang, {**names, visitors: at + 1, rate: at})
    assert said(path, made, lang) == [sentence.format(at) for sentence in SENTENCES[lang]]


def test_nothing_is_said_where_every_row_stays_or_only_its_name_changes(tmp_path: Path) -> None:
    path = shop(tmp_path)
    names = {str(each["name"]): row(path, "ja", str(each["name"])) for each in SHOP["ja"]}
    pointing(path, f"=必達目標!$D${names['訪問者数']}")
    assert said(path, pages(path, "ja", names), "ja") == []

    def rename(book: openpyxl.Workbook) -> None:
        old = book["必達目標"].defined_names.pop("訪問者数")
        book["必達目標"].defined_names["来客数"] = DefinedName("来客数", attr_text=old.attr_text, hidden=True)

    assert said(edit(path, rename), pages(path, "ja", names), "ja") == []


def test_a_range_is_fine_as_long_as_it_holds_the_same_kpis(tmp_path: Path) -> None:
    path = shop(tmp_path)
    names = {str(each["name"]): row(path, "ja", str(each["name"])) for each in SHOP["ja"]}
    first, last = min(names.values()), max(names.values())
    pointing(path, f"=SUM(必達目標!$D${first}:$D${last})")
    assert said(path, pages(path, "ja", dict(zip(names, reversed(names.values()), strict=True))), "ja") == []
    (sentence,) = said(path, pages(path, "ja", {name: place + 1 for name, place in names.items()}), "ja")
    assert sentence.startswith(
        f"報告!A1：=SUM(必達目標!$D${first}:$D${last}) は 必達目標!D{last} を番地で参照しています。今そこにあるのは「客単価」ですが、"
    )


def test_a_kpi_that_is_gone_and_a_name_of_the_users_are_reported_too(tmp_path: Path) -> None:
    path = shop(tmp_path)
    names = {str(each["name"]): row(path, "ja", str(each["name"])) for each in SHOP["ja"]}

    def point(book: openpyxl.Workbook) -> None:
        book.defined_names["見込み"] = DefinedName("見込み", attr_text=f"必達目標!$D${names['客単価']}")
        book["必達目標"].defined_names["在庫"] = DefinedName("在庫", attr_text=f"必達目標!$D${names['客単価'] + 1}", hidden=True)
        book["KPIツリー"]["Z1"] = f"=必達目標!$D${names['客単価'] + 1}"

    made = pages(edit(path, point), "ja", {**names, "客単価": names["客単価"] + 2})
    assert sorted(said(path, made, "ja")) == [
        f"KPIツリー!Z1：=必達目標!$D${names['客単価'] + 1} は 必達目標!D{names['客単価'] + 1} を番地で参照しています。今そこにあるのは「在庫」ですが、この実行の後は別の内容になり、気付かないうちに結果が変わってしまいます。KPIツリーから「在庫」がなくなっています。参照先を別のKPIに変えるか、数式を消してください。",
        f"見込み：=必達目標!$D${names['客単価']} は 必達目標!D{names['客単価']} を番地で参照しています。今そこにあるのは「客単価」ですが、この実行の後は別の内容になり、気付かないうちに結果が変わってしまいます。必達目標!客単価 と書けば、行が動いても同じKPIを参照し続けます。",
    ]


def test_a_page_without_names_is_known_by_its_labels(tmp_path: Path) -> None:
    path = shop(tmp_path)
    sheet = openpyxl.load_workbook(path)["比較"]
    at = next(number for number in range(1, 60) if sheet.cell(number, 1).value == "訪問者")
    pointing(path, f"=比較!D{at}")
    names = {str(each["name"]): row(path, "ja", str(each["name"])) for each in SHOP["ja"]}
    (sentence,) = said(path, pages(path, "ja", names), "ja")
    assert sentence.endswith('INDEX(比較!$D:$D,MATCH("訪問者",比較!$A:$A,0)) と書けば、行が動いても同じKPIを参照し続けます。')


def test_a_sheet_that_is_not_ours_may_be_pointed_at_as_anybody_likes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHOP["ja"])
    pointing(path, "=KPIツリー!C5")
    assert said(path, pages(path, "ja", {}), "ja") == []


@pytest.mark.libreoffice
def test_a_formula_that_points_by_name_follows_its_kpi_wherever_it_goes(tmp_path: Path) -> None:
    path = pointing(shop(tmp_path), "=必達目標!客単価", "=INDEX(必達目標!$C:$C,ROW(必達目標!客単価))")
    at = row(path, "ja", "客単価")

    def insert(book: openpyxl.Workbook) -> None:
        """A KPI between others; a program that inserts a row moves the name below along."""
        sheet = book["KPIツリー"]
        for column in range(1, 18):
            sheet.cell(8, column).value, sheet.cell(7, column).value = sheet.cell(7, column).value, None
        sheet["A7"], sheet["B7"], sheet["C7"], sheet["C4"] = "在庫", "在庫", 10, "=訪問者数*転換率*在庫*客単価/10"
        book.defined_names["客単価"].attr_text = "KPIツリー!$C$8"

    solved(edit(path, insert))
    after = recalculate([path])[path]
    assert (now := row(path, "ja", "客単価")) != at
    assert (after["報告!A1"], after["報告!A2"]) == (after[f"必達目標!D{now}"], 10000)
    assert after["報告!A1"] != after[f"必達目標!D{at}"]
