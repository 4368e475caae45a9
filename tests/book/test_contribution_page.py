"""The page on contributions splits the change of the KGI between any two states, by branch and by lever, and always adds up."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.contribution_page import MOST_IN_ORDER, MOST_PAIRS, contribution_page
from kpi_xl.book.contribution_table import MOST_ROWS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Page
from kpi_xl.book.scenario_page import scenario_page
from kpi_xl.book.tabs import Tab
from kpi_xl.labels import LANGS, Lang
from tests.book.test_scenario_page import goals
from tests.support.workbooks import SHOP, Row, workbook

PAIRS: dict[Lang, list[str]] = {
    "ja": ["現状 → 必達目標", "必達目標 → 挑戦目標", "挑戦目標 → 個別目標（逆算前）", "現状 → 挑戦目標", "現状 → 個別目標（逆算前）", "必達目標 → 個別目標（逆算前）"],
    "en": [
        "Today → Must-achieve",
        "Must-achieve → Stretch",
        "Stretch → Stated target",
        "Today → Stretch",
        "Today → Stated target",
        "Must-achieve → Stated target",
    ],
}  # fmt: skip
CHANGES = [5e5, 1.5e6, 6e5, 2e6, 2.6e6, 2.1e6]  # 1.0, 1.5 and 3.0 million; stated: 9,000 visitors at 4% and 10,000 are 3.6 million


def paged(folder: Path, lang: Lang, rows: tuple[Row, ...] | None = None, asked: list[Row] | None = None) -> Page:
    book = OpenpyxlBook.open(workbook(folder / f"{lang}.xlsx", rows or SHOP[lang], asked or goals(lang), None, lang))
    return contribution_page([Tab(brief, scenario_page(brief)) for brief in jobs.solve(book).briefs])


def lines(page: Page) -> list[list[object]]:
    width = max(column for _, column in page.cells)
    rows = sorted({row for row, _ in page.cells})
    return [[page.cells[row, at].value if (row, at) in page.cells else None for at in range(1, width + 1)] for row in rows]


@pytest.mark.parametrize("lang", LANGS)
def test_every_two_states_stand_side_by_side_and_add_up_to_the_change(lang: Lang, tmp_path: Path) -> None:
    found = lines(paged(tmp_path, lang))
    assert [cell for cell in next(line for line in found if line[1] == PAIRS[lang][0])[1:] if cell] == PAIRS[lang]
    totals = [line for line in found if line[0] in ("合計", "Total")]
    assert len(totals) == 3  # by branch, by lever, and one by one
    for total in totals:
        assert total[1::2] == pytest.approx(CHANGES, rel=1e-9)
        assert total[2::2] == pytest.approx([1.0] * 6)
    ends = [place for place, line in enumerate(found) if line[0] in ("合計", "Total")]
    for labels in (found[end - 3 : end] for end in ends):
        assert [line[0] for line in labels] == [row["label"] for row in SHOP[lang][1:]]
        for place in range(6):
            assert sum(line[1 + 2 * place] for line in labels) == pytest.approx(CHANGES[place], rel=1e-9)  # type: ignore[misc]


def test_to_the_stated_targets_each_factor_has_what_shapley_gives_it_by_hand(tmp_path: Path) -> None:
    found = [line for line in lines(paged(tmp_path, "en")) if line[0] in ("Visitors", "Rate", "Price")][:3]
    # x1.8 and x2 on a million: alone 0.8 and 1, together 2.6; each gets its own and half of the 0.8 that only both bring
    assert [line[9] for line in found] == pytest.approx([1.2e6, 1.4e6, 0.0])


def test_many_pairs_and_many_levers_share_what_room_there_is(tmp_path: Path) -> None:
    asked = [{"active": "yes", "role": "other", "scenario": f"x{n}", "kind": "times", "amount": 1.0 + n / 10} for n in range(1, 6)]
    levers: tuple[Row, ...] = tuple({"label": f"K{n}", "name": f"k_{n}", "baseline": 10.0 + n, "unit": ""} for n in range(60))
    page = paged(tmp_path, "en", ({"label": "T", "name": "total", "baseline": "=SUM(C5:C64)", "unit": ""}, *levers), asked)
    found = lines(page)
    assert max(column for _, column in page.cells) == 1 + 2 * MOST_PAIRS
    assert any(line[0] == "5 more pairs are left out." for line in found)
    assert [line[0] for line in found].count(f"{60 - MOST_ROWS} others") == 3


def test_one_by_one_each_factor_stands_on_those_above_it(tmp_path: Path) -> None:
    found = lines(paged(tmp_path, "en"))
    first = next(place for place, line in enumerate(found) if line[0] == "One by one, in the order of the table")
    # to the stated targets visitors go x1.8 first, then the rate doubles on top of them
    assert [line[9] for line in found[first + 2 : first + 5]] == pytest.approx([0.8e6, 1.8e6, 0.0])


def test_of_very_many_levers_none_is_moved_one_by_one(tmp_path: Path) -> None:
    levers: tuple[Row, ...] = tuple(
        {"label": f"K{n}", "name": f"k_{n}", "baseline": 10.0 + n, "unit": ""} for n in range(MOST_IN_ORDER + 1)
    )
    rows = ({"label": "T", "name": "total", "baseline": f"=SUM(C5:C{4 + len(levers)})", "unit": ""}, *levers)
    asked = [{"active": "yes", "role": "other", "scenario": "x2", "kind": "times", "amount": 2.0}]
    assert not any(line[0] == "One by one, in the order of the table" for line in lines(paged(tmp_path, "en", rows, asked)))


MEASURED: dict[Lang, tuple[str, list[str]]] = {
    "ja": (
        "KPI,2026-04,2026-05,2026-06\n訪問者数,4000,6000,8000\n転換率,,2%,2%\n売上,,1200000,1500000",
        ["現状 → 2026-05実績", "2026-05実績 → 2026-06実績", "2026-06実績 → 必達目標", "現状 → 2026-06実績", "2026-05実績 → 必達目標"],
    ),
    "en": (
        "KPI,2026-04,2026-05,2026-06\nvisitors,4000,6000,8000\nrate,,2%,2%\nsales,,1200000,1500000",
        [
            "Today → 2026-05 actual",
            "2026-05 actual → 2026-06 actual",
            "2026-06 actual → Must-achieve",
            "Today → 2026-06 actual",
            "2026-05 actual → Must-achieve",
        ],
    ),
}
"""Visitors alone change: 1.2 million in May; in June they are 1.6 million by the formula, and 1.5 million were typed."""


def with_months(folder: Path, lang: Lang) -> list[list[object]]:
    book = OpenpyxlBook.open(workbook(folder / f"{lang}.xlsx", SHOP[lang], goals(lang), None, lang))
    jobs.actuals(book, jobs.Export(MEASURED[lang][0].encode("utf-8-sig"), "data.csv"), date(2026, 7, 10))
    jobs.solve(book, now=datetime(2026, 7, 10))
    book.save(folder / "solved.xlsx")
    sheet = openpyxl.load_workbook(folder / "solved.xlsx", data_only=True)[{"ja": "貢献分析", "en": "Contribution"}[lang]]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("lang", LANGS)
def test_the_last_two_months_that_were_typed_are_states_as_well(lang: Lang, tmp_path: Path) -> None:
    found = with_months(tmp_path, lang)
    heads = [line for line in found if line[1] == MEASURED[lang][1][0]]
    assert len(heads) == 3
    names = [cell for cell in heads[0][1:] if cell]
    assert len(names) == 9  # every two of today, two months, two scenarios and the stated targets but for those that no month is in
    assert [name for name in names if name in MEASURED[lang][1]] == MEASURED[lang][1]
    first = found.index(heads[0])
    visitors, difference, total = found[first + 2], *found[first + 5 : first + 7]
    assert visitors[0] == SHOP[lang][1]["label"]
    assert difference[0] == {"ja": "計算差", "en": "Difference"}[lang]
    assert visitors[1:5:2] == pytest.approx([200_000.0, 400_000.0])  # today to May, May to June
    assert difference[1:5:2] == pytest.approx([0.0, -100_000.0])
    assert total[1:5:2] == pytest.approx([200_000.0, 300_000.0])
    assert total[2:6:2] == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "ja",
            [
                "KPIの実績がある最後の月です（2026-05、2026-06）。「/年」のKPIは、その月の実績を年間ペースに直して比べます。",
                "2026-05の実績がないため、その前の最後の実績（なければ現状値）で計算したKPI：客単価",
            ],
        ),
        ("en", ["Not typed for 2026-06, so taken as last typed before, or as today: Price"]),
    ],
)
def test_what_the_months_are_and_what_was_assumed_of_them_is_said(lang: Lang, said: list[str], tmp_path: Path) -> None:
    notes = [line[0] for line in with_months(tmp_path, lang)]
    assert set(said) <= set(notes)


def test_actuals_of_the_kgi_alone_make_no_state(tmp_path: Path) -> None:
    path = workbook(tmp_path / "en.xlsx", SHOP["en"], goals("en"), None, "en")
    book = OpenpyxlBook.open(path)
    jobs.actuals(book, jobs.Export(b"KPI,2026-05,2026-06\nsales,1200000,1500000", "data.csv"), date(2026, 7, 10))
    jobs.solve(book, now=datetime(2026, 7, 10))
    book.save(path)
    sheet = openpyxl.load_workbook(path)["Contribution"]
    assert not any("actual" in str(cell.value) for row in sheet.iter_rows() for cell in row)
