"""Three years ahead: milestones by growth or typed, the plan beside them, and assumptions that are asked about and survive every run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from kpi_xl import errors, jobs
from kpi_xl.book.ahead_layout import ASSUMPTIONS, MILESTONES
from kpi_xl.book.assumptions import questions, read_outlook
from kpi_xl.book.examples import EXAMPLES
from kpi_xl.book.layout import KPIS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import read_book
from kpi_xl.book.run_entry import serial
from kpi_xl.book.templates import template_path
from kpi_xl.cli.app import app
from kpi_xl.labels import LANGS, Lang
from kpi_xl.plan.month import Month
from tests.book.acted import NOON, days
from tests.book.foreseen import SAID, SHEET, YEAR, foreseen, put, shop, shown
from tests.book.test_charts import C, drawn, said
from tests.support.workbooks import SHOP, TOP

each_language = pytest.mark.parametrize("lang", LANGS)


@each_language
def test_milestones_begin_with_today_and_grow_to_the_highest_plan_in_three_years(lang: Lang, tmp_path: Path) -> None:
    rows = shown(shop(tmp_path, lang, filled=False), lang, MILESTONES)
    assert [row["year"] for row in rows] == [YEAR, YEAR + 1, YEAR + 2, YEAR + 3]
    assert [row["growth"] for row in rows] == [None, 0.4422, 0.4422, 0.4422]  # the cube root of 3, less 1
    assert [row["milestone"] for row in rows] == pytest.approx([1e6 * 1.4422**n for n in range(4)])
    assert [row["plan"] for row in rows] == pytest.approx([1e6, 1.5e6, 1.5e6, 1.5e6], rel=1e-6)
    assert [row["plan_above"] for row in rows] == pytest.approx([1e6, 3e6, 3e6, 3e6], rel=1e-6)


@each_language
def test_a_typed_milestone_wins_over_growth_and_the_years_after_grow_from_it(lang: Lang, tmp_path: Path) -> None:
    rows = shown(shop(tmp_path, lang), lang, MILESTONES)
    assert [row["milestone"] for row in rows][2:] == pytest.approx([2e6, 2e6 * 1.4422])
    assert [row["enough"] for row in rows] == ["◎ 100%", "◎ 104%", "△ 75%", "× 52%"]


@each_language
def test_the_plan_reaches_its_target_in_the_year_the_goal_is_due(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang)
    book = openpyxl.load_workbook(path)
    goals = book[{"ja": "目標", "en": "Goals"}[lang]]
    for year, month in ((YEAR + 2, 12), (YEAR + 3 if lang == "ja" else YEAR + 2, 3)):  # March ends the Japanese fiscal year before
        goals["H2"] = days(0).replace(year=year, month=month, day=31)
        book.save(path)
        foreseen(path)
        book = openpyxl.load_workbook(path)
        goals = book[goals.title]
        rows = shown(path, lang, MILESTONES)
        assert [row["plan"] for row in rows] == pytest.approx([1e6, 1e6 * 1.5**0.5, 1.5e6, 1.5e6], rel=1e-6)


@each_language
def test_milestones_and_plans_are_drawn_in_one_chart(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang)
    title = {"ja": "月間売上：節目と計画", "en": "Sales: milestones and plan"}[lang]
    (chart,) = [each for each in drawn(path) if title in "".join(each.itertext())]
    names = [said(series, f"{C}tx//{C}v") for series in chart.iter(f"{C}ser")]
    assert names == {"ja": [["節目"], ["必達目標"], ["挑戦目標"]], "en": [["Milestone"], ["Must-achieve"], ["Stretch"]]}[lang]


@each_language
def test_each_assumption_says_what_is_to_be_done_about_it(lang: Lang, tmp_path: Path) -> None:
    rows = shown(shop(tmp_path, lang), lang, ASSUMPTIONS)
    wanted = {
        "ja": ["… 再確認", "× 崩れた", "… 未確認", "◎ 成立", None, None],
        "en": ["… check again", "× fell", "… never checked", "◎ holds", None, None],
    }
    assert [row["remark"] for row in rows] == wanted[lang]
    assert len({row["outlook"] for row in rows}) == 2
    assert len({row["area"] for row in rows}) == 3


@each_language
def test_a_review_asks_first_what_fell_and_then_what_was_not_checked_for_longest(lang: Lang, tmp_path: Path) -> None:
    reading = read_book(OpenpyxlBook.open(shop(tmp_path, lang)))
    outlook = read_outlook(reading.tree.cells, reading.tree)
    asked = questions(outlook, reading.tree, serial(NOON), lang)
    visitors, rate = (str(row["label"]) for row in SHOP[lang][1:3])
    checked = days(-120)
    day = {"ja": f"{checked.year}/{checked.month}/{checked.day}", "en": f"{checked:%Y-%m-%d}"}[lang]
    assert (
        asked
        == {
            "ja": [
                f"前提「AI」が崩れました。{visitors}、{rate}の目標と施策を見直してください。{SAID['ja']}",
                f"「EU」はまだ成り立っていますか？（変わりやすい、前回の確認：なし、関わるKPI：{rate}）",
                f"「{SAID['ja']}」はまだ成り立っていますか？（変わりやすい、前回の確認：{day}、関わるKPI：{visitors}）",
            ],
            "en": [
                f"The assumption 'AI' fell: look again at the targets and tasks of {visitors}, {rate}. {SAID['en']}",
                f"Does 'EU' still hold? (likely to change; last checked: never; touches {rate})",
                f"Does '{SAID['en']}' still hold? (likely to change; last checked: {day}; touches {visitors})",
            ],
        }[lang]
    )


@each_language
def test_what_people_typed_survives_runs_solves_and_renamed_kpis(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang)
    old, new = str(SHOP[lang][1]["name"]), {"ja": "来訪者", "en": "guests"}[lang]
    before = [shown(path, lang, table) for table in (MILESTONES, ASSUMPTIONS)]
    book = openpyxl.load_workbook(path)
    book[KPIS.sheet.say(lang)].cell(TOP + 2, 2).value = new
    book.save(path)
    mended = OpenpyxlBook.open(path)
    jobs.repair(mended)
    jobs.solve(mended, now=NOON)
    mended.save(path)
    answer = foreseen(path)
    after = [shown(path, lang, table) for table in (MILESTONES, ASSUMPTIONS)]
    keys = ("assumption", "area", "outlook", "kpi_1", "kpi_2", "kpi_3", "sign", "checked", "state", "response")
    assert [[row[key] for key in keys] for row in after[1]] == [[new if row[key] == old else row[key] for key in keys] for row in before[1]]
    assert [[row[key] for key in ("year", "growth", "value", "note")] for row in after[0]] == [
        [row[key] for key in ("year", "growth", "value", "note")] for row in before[0]
    ]
    assert (answer.years, answer.assumptions, answer.ask, answer.fell) == (4, 4, 2, 1)


@each_language
def test_everything_wrong_is_said_at_once_with_its_cell(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang)
    put(path, lang, MILESTONES, 1, year=float(YEAR))
    put(path, lang, MILESTONES, 3, year=3.5)
    put(path, lang, ASSUMPTIONS, 0, checked="spring", kpi_2="nobody")
    with pytest.raises(errors.Problems) as caught:
        foreseen(path)
    found = [problem.sentence(lang) for problem in caught.value.problems]
    sheet = {"ja": "'3年後の前提'", "en": "'Three years ahead'"}[lang]
    wanted = {
        "ja": [
            f"{sheet}!A9：{YEAR}年が、上の行の{YEAR}年より後になっていません。年は古い順に入力してください。",
            f"{sheet}!A11：「3.5」は年になりません。2028 のような西暦を入力してください。",
            f"{sheet}!H26：「確認日」列には日付が必要ですが、「spring」が入っています。2026/4/30 のような日付にするか、空欄にしてください。",
        ],
        "en": [
            f"{sheet}!A9: the year {YEAR} does not come after {YEAR} in the row above. Type the years from the first to the last.",
            f"{sheet}!A11: '3.5' is no year. Type a year such as 2028.",
            f"{sheet}!H26: 'spring' stands in the column Checked on, where a date is expected. Type a date such as 2026-04-30, or clear the cell.",
        ],
    }[lang]
    assert found[:3] == wanted
    assert [type(problem).__name__ for problem in caught.value.problems[3:]] == ["UnknownKpi"]
    with pytest.raises(errors.Problems):
        jobs.check(OpenpyxlBook.open(path))


def test_the_command_writes_beside_the_workbook_and_says_what_is_to_be_checked(tmp_path: Path) -> None:
    path = shop(tmp_path, "en")
    done = CliRunner().invoke(app, ["ahead", str(path)], env={"COLUMNS": "300"})
    assert done.exit_code == 0, done.output
    assert "'Three years ahead' updated: 4 years, 4 assumptions, 2 to check, 1 fallen" in done.output
    assert SHEET["en"] in openpyxl.load_workbook(tmp_path / "en-ahead.xlsx").sheetnames


@each_language
def test_the_review_asks_whether_an_assumption_fell_and_keeps_to_eight_sentences(lang: Lang, tmp_path: Path) -> None:
    path = tmp_path / "demo.xlsx"
    path.write_bytes(template_path(lang, "example").read_bytes())
    foreseen(path)
    put(path, lang, ASSUMPTIONS, 0, assumption="AI", state="fell")
    put(path, lang, ASSUMPTIONS, 1, assumption="EU")
    put(path, lang, ASSUMPTIONS, 2, assumption="JP")
    book = OpenpyxlBook.open(path)
    visitors = next(row.name.say(lang) for row in EXAMPLES["example"].kpis if row.name.en == "visitors")
    figures = f"KPI,2026-04,2026-05\n{visitors},9800,10300".encode("utf-8-sig")
    jobs.actuals(book, jobs.Export(figures, "data.csv"), dt.date(2026, 6, 10))
    done = jobs.review(book, Month(2026, 5), today=dt.date(2026, 6, 10))
    assert len(done.sentences) <= 8
    assert [word in said for word, said in zip(("AI", "EU"), done.sentences[-2:], strict=True)] == [True, True]
    sheet = {"ja": "振り返り", "en": "Review"}[lang]
    book.save(path)
    written = {cell.value for (cell,) in openpyxl.load_workbook(path)[sheet].iter_rows(max_col=1)}
    assert set(done.sentences) <= written
