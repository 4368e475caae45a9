"""What is wrong with the tree itself reaches the user as a sentence with its cell, in both languages: cycles, unknown words, errors, bad numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.errors import Problems
from kpi_xl.labels import Lang
from tests.support.workbooks import SHOP, changed, workbook

JA = SHOP["ja"]
BAD = {
    "an unknown function": (
        {"売上": {"baseline": "=MAGIC(訪問者数)*転換率"}},
        "KPIツリー!C4：関数 MAGIC には対応しておらず、代わりに使える値もありません。別の式にするか、数値に置き換えてください。",
        "KPIツリー!C4: the function MAGIC is not supported and no value can stand in for it. Calculate it in another way, or replace it by a number.",
    ),
    "a cycle": (
        {"訪問者数": {"baseline": "=客単価/2"}, "客単価": {"baseline": "=訪問者数*2"}},
        "KPIツリー!C5：数式が循環しています：KPIツリー!C5 → KPIツリー!C7 → KPIツリー!C5。どれかの参照を外してください。",
        "KPIツリー!C5: the formulas refer to each other in a circle: KPIツリー!C5 → KPIツリー!C7 → KPIツリー!C5. Remove one of these references.",
    ),
    "an unknown name": (
        {"売上": {"baseline": "=訪問客数*転換率*客単価"}},
        "KPIツリー!C4：名前「訪問客数」は存在しません。数式を直すか、定義してください（もしかして：訪問者数）。",
        "KPIツリー!C4: the name '訪問客数' does not exist. Correct the formula, or define it (did you mean 訪問者数?).",
    ),
    "an error that another KPI inherits": (
        {"客単価": {"baseline": "=1/0"}},
        "KPIツリー!C7：セルの結果が #DIV/0! ですが、数値が必要です。数式か、参照しているセルを直してください。",
        "KPIツリー!C7: the cell gives #DIV/0!, where a number is expected. Correct its formula, or the cells that it uses.",
    ),
    "a cell that was deleted": (
        {"客単価": {"baseline": "=#REF!*2"}},
        "KPIツリー!C7：数式に #REF! があります。参照していたセルが削除されました。正しいセルを指定し直してください。",
        "KPIツリー!C7: the formula holds #REF!: a cell that it needed was deleted. Point the formula at the right cell again.",
    ),
}


def problems(path: Path, lang: Lang) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_book(OpenpyxlBook.open(path))
    return [problem.sentence(lang) for problem in caught.value.problems]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_tree_is_said_with_its_cell_in_either_language(tmp_path: Path, case: str) -> None:
    change, ja, en = BAD[case]
    path = workbook(tmp_path / "shop.xlsx", changed(JA, **change))
    assert problems(path, "ja") == [ja]
    assert problems(path, "en") == [en]
