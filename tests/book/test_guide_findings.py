"""The guide's section of what the linter found: nothing, a few, many; each with its rule, its cell, what it is and what to do."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_xl.book.guide_findings import MOST
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.insight.finding import Finding
from kpi_xl.insight.linter import RULES, lint
from kpi_xl.labels import LANGS, Lang
from tests.book.test_guide_page import SHEET, shown
from tests.support.every_workbook import both, solved
from tests.support.workbooks import SHOP, Row, workbook

TITLE = {"ja": "確認したい点", "en": "Worth a look"}


def with_findings(folder: Path, lang: Lang, count: int) -> Path:
    """The shop with so many formulas in which a figure is buried, solved."""
    rows: list[Row] = [*SHOP[lang]]
    rows += [
        {"label": f"L{number}", "name": f"row_{number}x", "baseline": f"={rows[1]['name']}*0.{number + 11}"} for number in range(count)
    ]
    settings = {"kgi": str(rows[0]["name"])}
    return solved(workbook(folder / f"{count}.{lang}.xlsx", rows, both(lang), settings, lang))


def found(path: Path) -> list[Finding]:
    return lint(read_book(OpenpyxlBook.open(path)).tree)


def section(path: Path, lang: Lang) -> list[list[object]]:
    """The rows of the section, from its title to the blank row below it."""
    rows = [[cell.value for cell in row] for row in shown(path, lang).iter_rows(max_col=3)]
    first = next(place for place, row in enumerate(rows) if str(row[0]).startswith(TITLE[lang]))
    last = next(place for place in range(first, len(rows)) if rows[place] == [None] * 3)
    return rows[first:last]


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_to_look_at_is_good_news(lang: Lang, tmp_path: Path) -> None:
    title, said = section(with_findings(tmp_path, lang, 0), lang)
    assert title[0] == {"ja": "確認したい点：なし", "en": "Worth a look: nothing"}[lang]
    assert said[:2] == [
        {"ja": "◎ 問題なし", "en": "◎ All well"}[lang],
        {
            "ja": f"KPIツリーを{len(RULES)}の規則で調べました。循環、単位の混在、期間の換算漏れ、二重に数えた効果などは見つかりませんでした。",
            "en": f"{len(RULES)} rules looked at the KPI tree: no circles, mixed units, missing conversions, effects that count twice, or the like.",
        }[lang],
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("count", [3, 40])
def test_each_finding_has_its_rule_its_severity_its_cell_its_sentence_and_its_remedy(lang: Lang, count: int, tmp_path: Path) -> None:
    path = with_findings(tmp_path, lang, count)
    (title, *_), _, headers, *rows = section(path, lang)
    assert title == f"{TITLE[lang]}{'：' if lang == 'ja' else ': '}{count}{'件' if lang == 'ja' else ''}"
    assert headers == {"ja": ["種類", "セル", "内容と直し方"], "en": ["Rule", "Cell", "What it is, and what to do"]}[lang]
    head = {"ja": "※ ヒント K012\n数式に埋め込まれた数値", "en": "※ hint K012\nnumbers buried in formulas"}[lang]
    said = [[head, finding.cell, f"{finding.said.say(lang)}\n→ {finding.remedy.say(lang)}"] for finding in found(path)]
    assert rows == said
    assert len(said) == count


def test_the_cell_leads_there(tmp_path: Path) -> None:
    path = with_findings(tmp_path, "en", 3)
    sheet = openpyxl.load_workbook(path)[SHEET["en"]]
    leads = [cell.hyperlink.location for cell in sheet["B"] if cell.hyperlink]
    assert leads == [finding.cell for finding in found(path)]


def test_more_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    rows = section(with_findings(tmp_path, "en", MOST + 7), "en")
    assert len(rows) == 3 + MOST + 1
    assert rows[-1][1] == "There are 7 more. Mend these first and solve again, or see all with kpi-xl check FILE."


@pytest.mark.parametrize("lang", LANGS)
def test_the_row_is_high_enough_for_all_that_it_says(lang: Lang, tmp_path: Path) -> None:
    path = with_findings(tmp_path, lang, 3)
    sheet = openpyxl.load_workbook(path)[SHEET[lang]]
    heights = [sheet.row_dimensions[cell.row].height for cell in sheet["A"] if "K012" in str(cell.value)]
    assert len(heights) == 3
    assert all(height >= 2 * 15.0 for height in heights)
