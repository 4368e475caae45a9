"""A formula carried to a scenario tab computes from that tab's targets, however it was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from kpi_xl import jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.book.translate import Translator
from kpi_xl.calc.cells import Address
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

JA = SHOP["ja"]
HOME = Address("KPIツリー", 4, 3)
TARGETS = {"売上": 11, "訪問者数": 12, "転換率": 13, "客単価": 14}

FORMULAS = [
    ("=訪問者数*転換率*客単価", "=訪問者数*転換率*客単価"),
    ("=C5*C6*C7", "=訪問者数*転換率*客単価"),
    ("=$C$5*KPIツリー!C6*'KPIツリー'!$C$7", "=訪問者数*転換率*客単価"),
    ("=KPIツリー!訪問者数*転換率*客単価", "=訪問者数*転換率*客単価"),
    ("=PRODUCT(C5:C7)", "=PRODUCT($D$12:$D$14)"),
    ("=Traffic*転換率*客単価", "=訪問者数*転換率*客単価"),
    ("=訪問者数*転換率*客単価*係数!A1", "=訪問者数*転換率*客単価*係数!$A$1"),
    ("=訪問者数*転換率*客単価*補正", "=訪問者数*転換率*客単価*補正"),
    ("=訪問者数*転換率*客単価*SUM(係数!A1:A2)/2", "=訪問者数*転換率*客単価*SUM(係数!$A$1:$A$2)/2"),
    ("=係数!B1*客単価", "=(訪問者数*転換率)*客単価"),
    ("=係数!B2*客単価", "=((訪問者数*転換率)+0)*客単価"),
    ("=SUM(係数!A1:B1)*客単価-客単価", "=SUM(係数!$A$1,(訪問者数*転換率))*客単価-客単価"),
    ("=INDEX(係数!A1:B1,2)*客単価", None),
    ("=訪問者数*転換率*客単価+0*ROW()", None),
    ("=訪問者数*転換率*客単価+0*tbl_kpi[[#This Row],[下限]]", "=訪問者数*転換率*客単価+0*KPIツリー!$F$4"),
    ('=IF(訪問者数>0,訪問者数*転換率*客単価,"")', '=IF(訪問者数>0,訪問者数*転換率*客単価,"")'),
]
EXCEL_ONLY = "=KPIツリー!訪問者数*転換率*客単価"
"""Excel takes a workbook's name with a sheet before it; LibreOffice looks among that sheet's own names only."""


def made(path: Path, formula: str) -> Path:
    workbook(path, changed(JA, 売上={"baseline": formula}))
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("係数")
    sheet["A1"], sheet["A2"], sheet["B1"], sheet["B2"] = 1, 1, "=訪問者数*転換率", "=B1+0"
    book.defined_names["補正"] = DefinedName("補正", attr_text="係数!$A$1")
    book.defined_names["Traffic"] = DefinedName("Traffic", attr_text="'KPIツリー'!$C$5")
    book.save(path)
    return path


@pytest.mark.parametrize(("formula", "carried"), FORMULAS, ids=[formula for formula, _ in FORMULAS])
def test_a_formula_is_carried_or_left_behind(tmp_path: Path, formula: str, carried: str | None) -> None:
    tree = read_book(OpenpyxlBook.open(made(tmp_path / "shop.xlsx", formula))).tree
    kpis = {address: name for name, address in tree.addresses.items()}
    targets = {name: Address("必達目標", row, 4) for name, row in TARGETS.items()}
    assert Translator(tree.cells, kpis, tree.program.depends, targets).translate(formula, HOME) == carried


def test_a_range_in_another_order_becomes_a_list_where_that_means_the_same(tmp_path: Path) -> None:
    tree = read_book(OpenpyxlBook.open(made(tmp_path / "shop.xlsx", "=PRODUCT(C5:C7)"))).tree
    kpis = {address: name for name, address in tree.addresses.items()}
    targets = {name: Address("必達目標", row, 4) for name, row in {**TARGETS, "訪問者数": 20}.items()}
    translator = Translator(tree.cells, kpis, tree.program.depends, targets)
    assert translator.translate("=PRODUCT(C5:C7)", HOME) == "=PRODUCT(訪問者数,転換率,客単価)"
    assert translator.translate("=SUMPRODUCT(C5:C7)", HOME) is None


def test_chains_between_two_kpis_are_written_out_only_so_deep(tmp_path: Path) -> None:
    tree = read_book(OpenpyxlBook.open(made(tmp_path / "shop.xlsx", "=係数!B1*客単価"))).tree
    kpis = {address: name for name, address in tree.addresses.items()}
    chain = {Address("係数", row, 9): tree.cells.contents[Address("係数", 1, 2)] for row in range(1, 2)}
    for row in range(2, 80):
        chain[Address("係数", row, 9)] = replace(chain[Address("係数", 1, 9)], text=f"=I{row - 1}+0")  # type: ignore[type-var]
    cells = replace(tree.cells, contents={**tree.cells.contents, **chain})
    translator = Translator(cells, kpis, frozenset(chain) | tree.program.depends, {})
    assert translator.translate("=係数!I5*客単価", HOME) is not None
    assert translator.translate("=係数!I79*客単価", HOME) is None


@pytest.mark.libreoffice
def test_every_carried_formula_computes_the_solved_kgi_in_libreoffice(tmp_path: Path) -> None:
    solved, paths = [], []
    for number, formula in enumerate(formula for formula, _ in FORMULAS if formula != EXCEL_ONLY):
        book = OpenpyxlBook.open(made(tmp_path / f"{number}.xlsx", formula))
        solved.append(jobs.solve(book))
        paths.append(tmp_path / f"{number}-solved.xlsx")
        book.save(paths[-1])
    shown = recalculate(paths)
    for path, answer in zip(paths, solved, strict=True):
        for scenario, solution in answer.answers:
            assert shown[path][f"{scenario.name}!E5"] == pytest.approx(solution.values["売上"], rel=1e-9)
            assert shown[path][f"{scenario.name}!H5"] == "◎"
            assert shown[path][f"{scenario.name}!G1"] == "最新"
