"""The action plan has a row for every KPI that has to move, says live what is covered, when to begin, and what came of each task."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import errors, jobs
from kpi_xl.book.action_layout import ACTIONS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.labels import LANGS, Lang
from kpi_xl.plan.schedule import Task, schedule
from tests.book.acted import NOON, SHEET, above, asked, days, fill, header, places, planned, shop, shown
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

WORDS: dict[Lang, dict[str, str]] = {
    "ja": {"done": "完了", "dropped": "中止", "doing": "進行中", "share": "現状比"},
    "en": {"done": "done", "dropped": "dropped", "doing": "in progress", "share": "% of today"},
}
NAMES = {lang: [str(row["name"]) for row in SHOP[lang][1:]] for lang in LANGS}
"""The levers of the shop: visitors, rate, price. For 150% each becomes 1.5 ** (1/3) times what it is, as long as no bound is in the way."""

each_language = pytest.mark.parametrize("lang", LANGS)


@each_language
def test_every_kpi_that_has_to_move_gets_a_row_with_its_gap_and_owner(lang: Lang, tmp_path: Path) -> None:
    rows = changed(SHOP[lang], **{NAMES[lang][0]: {"owner": "Sato"}})
    found = shown(shop(tmp_path, lang, rows=rows), lang)
    assert [row["kpi"] for row in found] == NAMES[lang]
    assert [row["number"] for row in found] == [1, 2, 3]
    assert found[0]["owner"] == "Sato"
    grown = 1.5 ** (1 / 3) - 1
    assert [row["gap"] for row in found] == pytest.approx([5000 * grown, 0.02 * grown, 10000 * grown], rel=1e-6)


@each_language
def test_coverage_adds_up_open_and_done_tasks_and_leaves_out_dropped_ones(lang: Lang, tmp_path: Path) -> None:
    visitors, word = NAMES[lang][0], WORDS[lang]
    tasks = [
        {"task": "a", "effect": 300.0},
        {"kpi": visitors, "task": "b", "effect": 0.05, "kind": word["share"], "status": word["done"]},
        {"kpi": visitors, "task": "c", "effect": 9000.0, "status": word["dropped"]},
    ]
    path = shop(tmp_path, lang, tasks)
    found = shown(path, lang)
    gap = 5000 * (1.5 ** (1 / 3) - 1)
    assert found[0]["uncovered"] == pytest.approx(gap - 550, rel=1e-6)
    assert found[0]["covered"] == f"△ {550 / gap:.0%}"
    assert [row["uncovered"] for row in found[:3]] == [pytest.approx(gap - 550, rel=1e-6)] * 3
    assert {row["kpi"] for row in found} == set(NAMES[lang])  # the two that were written over have their rows again
    assert above(path, lang).count(3) >= 1


@each_language
def test_a_kpi_that_is_covered_has_nothing_missing_whichever_way_is_good(lang: Lang, tmp_path: Path) -> None:
    lower = next(column for column in _kpis().columns if column.key == "better").choices["lower"].say(lang)
    churn = {"label": "churn", "name": "churn", "baseline": 0.2, "unit": "%", "better": lower, "low": 0.05}
    sales = str(SHOP[lang][0]["name"])
    rows = changed((*SHOP[lang], churn), **{sales: {"baseline": f"={'*'.join(NAMES[lang])}*(1-churn)"}})
    tasks = [{}, {}, {}, {"kpi": "churn", "task": "call", "effect": -0.14}]
    found = shown(shop(tmp_path, lang, tasks, rows=rows), lang)[3]
    assert found["gap"] < 0
    assert found["uncovered"] == 0
    assert str(found["covered"]).startswith("◎")
    fill(tmp_path / f"{lang}.xlsx", lang, [{"effect": 0.14}], first=3)
    planned(tmp_path / f"{lang}.xlsx")
    found = shown(tmp_path / f"{lang}.xlsx", lang)[3]
    assert found["verdict"] == {"ja": "⚠ 効果が逆向き", "en": "⚠ wrong direction"}[lang]
    assert found["uncovered"] == pytest.approx(found["gap"] - 0.14)


def _kpis():
    from kpi_xl.book.layout import KPIS

    return KPIS


@each_language
def test_what_came_of_a_task_tells_not_executed_from_executed_without_effect(lang: Lang, tmp_path: Path) -> None:
    word = WORDS[lang]
    late, done = {"due": days(-1), "start": days(-5)}, {"status": word["done"]}
    tasks = [
        {"task": "overdue", "effect": 100.0, **late},
        {"task": "no effect", "effect": 100.0, "measured": 0.0, **late, **done},
        {"task": "some", "effect": 100.0, "measured": 50.0, **done},
        {"task": "nearly", "effect": 100.0, "measured": 95.0, **done},
        {"task": "met", "effect": -100.0, "measured": -120.0, **done},
        {"task": "unmeasured", "effect": 100.0, **done},
        {"task": "dropped", "effect": 100.0, "status": word["dropped"]},
        {"task": "contrary", "effect": 100.0, "measured": -30.0, **done},
        {"task": "open", "effect": 100.0, "due": days(1)},
    ]
    tasks = [{"kpi": NAMES[lang][0], **task} for task in tasks]
    found = [row["verdict"] for row in shown(shop(tmp_path, lang, tasks), lang)][: len(tasks)]
    wanted = {
        "ja": [
            "× 未実行",
            "× 実行・効果なし",
            "△ 実行・効果は一部 50%",
            "○ 実行・ほぼ見込み 95%",
            "◎ 実行・見込みどおり 120%",
            "… 実測を入力",
        ],
        "en": [
            *("× not executed", "× executed, no effect", "△ executed, partly 50%", "○ executed, nearly 95%", "◎ executed, met 120%"),
            "… type the result",
        ],
    }[lang]
    assert found == [*wanted, wanted[0], wanted[1], None]


@each_language
def test_timing_says_what_is_overdue_late_to_begin_or_reaches_into_what_waits_for_it(lang: Lang, tmp_path: Path) -> None:
    tasks = [
        {"task": "overdue", "start": days(-9), "due": days(-1)},
        {"task": "not begun", "start": days(-2), "due": days(5)},
        {"task": "on time", "start": days(1), "due": days(5)},
        {"task": "overlaps", "start": days(1), "due": days(5), "status": WORDS[lang]["doing"], "number": 4},
        {"task": "waits", "start": days(5), "due": days(9), "after": "４"},
        {"task": "today is not late", "due": days(0)},
    ]
    tasks = [{"kpi": NAMES[lang][0], **task} for task in tasks]
    path = shop(tmp_path, lang, tasks)
    found = shown(path, lang)
    wanted = {
        "ja": ["⚠ 期限超過", "△ 着手遅れ", "○ 予定内", "⚠ 次と重なる", "○ 予定内", "○ 予定内"],
        "en": ["⚠ overdue", "△ begin now", "○ on time", "⚠ overlaps next", "○ on time", "○ on time"],
    }[lang]
    assert [row["timing"] for row in found][:6] == wanted
    assert found[4]["after"] == "4"


@each_language
def test_latest_starts_are_those_of_the_critical_path_method(lang: Lang, tmp_path: Path) -> None:
    rows = {"A": (2, ""), "B": (4, "A"), "C": (10, "B"), "D": (6, "C"), "E": (4, "C"), "F": (5, "E"), "G": (7, "D"), "H": (9, "EG")}
    plan = {key: schedule([Task(k, d, tuple(b)) for k, (d, b) in rows.items()])[key] for key in rows}
    number = {key: place for place, key in enumerate(rows, 1)}
    tasks = [
        {
            "number": number[key],
            "kpi": NAMES[lang][0],
            "task": key,
            "start": days(int(plan[key].earliest_start)),
            "due": days(int(plan[key].earliest_start) + length - 1),
            "after": "、".join(str(number[before]) for before in befores) or None,
        }
        for key, (length, befores) in rows.items()
    ]
    whole = max(timing.earliest_finish for timing in plan.values())
    path = shop(tmp_path, lang, tasks, due=days(int(whole) + 2))
    found = shown(path, lang)
    assert [row["slack"] for row in found][:8] == [timing.slack + 3 for timing in plan.values()]
    assert [row["latest"] for row in found][:8] == [days(int(timing.latest_start) + 3) for timing in plan.values()]
    path_says = {"ja": "1 → 2 → 3 → 4 → 7 → 8（余裕3日）", "en": "1 → 2 → 3 → 4 → 7 → 8 (slack: 3 days)"}[lang]
    assert path_says in above(path, lang)


@each_language
def test_without_a_due_date_of_the_goal_tasks_are_worked_back_from_the_last_one(lang: Lang, tmp_path: Path) -> None:
    tasks = [
        {"kpi": NAMES[lang][0], "task": "first", "start": days(1), "due": days(3)},
        {"kpi": NAMES[lang][0], "task": "last", "start": days(4), "due": days(10), "after": "1"},
    ]
    path = shop(tmp_path, lang, tasks)
    assert [row["slack"] for row in shown(path, lang)][:2] == [0, 0]
    said = {"ja": "目標の期限が空欄のため、最も遅い施策から逆算", "en": "Goal has no due date: from the last task's"}[lang]
    assert said in above(path, lang)
    assert days(10) in above(path, lang)


@each_language
def test_a_kpi_with_a_goal_of_its_own_is_worked_back_from_that_goals_due_date(lang: Lang, tmp_path: Path) -> None:
    visitors, rate, _ = NAMES[lang]
    goals = asked(lang, days(100))
    goals += [{**goals[0], "kpi": visitors, "amount": 1.1, "due": days(40)}]
    path = workbook(tmp_path / "own.xlsx", SHOP[lang], goals, None, lang)
    planned(path)
    fill(path, lang, [{"task": "a"}, {"task": "b"}])
    planned(path)
    found = {row["kpi"]: row["latest"] for row in shown(path, lang)}
    assert found[visitors] == days(40)
    assert found[rate] == days(40)  # the scenario's earliest, as both goals are one scenario's


@each_language
def test_everything_wrong_is_said_at_once_with_its_cell_and_nothing_is_written(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang)
    tasks = [
        {"start": "soon", "after": "2"},
        {"after": "1, 3"},
        {"start": days(3), "due": days(1), "after": "3, x"},
        {"kpi": "nobody", "number": 3, "effect": "much"},
        {"task": "whose?"},
    ]
    fill(path, lang, tasks)
    before = path.read_bytes()
    with pytest.raises(errors.Problems) as caught:
        planned(path)
    assert path.read_bytes() == before
    found = [problem.sentence(lang) for problem in caught.value.problems]
    sheet, at = {"ja": ("アクションプラン", {}), "en": ("'Action plan'", {})}[lang]
    book = openpyxl.load_workbook(path)
    columns, top = places(book[SHEET[lang]], lang), header(book[SHEET[lang]])
    at = {(key, row): f"{sheet}!{openpyxl.utils.get_column_letter(columns[key])}{top + row}" for key in columns for row in range(1, 6)}
    day = {"ja": lambda d: f"{d.year}/{d.month}/{d.day}", "en": lambda d: f"{d:%Y-%m-%d}"}[lang]
    known = "1, 2, 3"
    if lang == "ja":
        wanted = [
            f"{at['start', 1]}：「開始日」列には日付が必要ですが、「soon」が入っています。2026/4/30 のような日付にするか、空欄にしてください。",
            f"{at['effect', 4]}：「見込み効果」列には数値が必要ですが、「much」が入っています。数値に直すか、空欄にしてください。",
            f"{at['kpi', 5]}：この行には内容がありますが、KPIが空欄のため効果を集計できません。一覧からKPIを選んでください。",
            f"{at['number', 4]}：番号 3 は {at['number', 3]} でも使われています。空欄にすると、次に kpi-xl actions を実行したときに別の番号が付きます。",
            f"{at['after', 3]}：「先に終える施策」の「x」は、この表の施策番号（{known}）ではありません。番号を直すか、空欄にしてください。",
            f"{at['due', 3]}：期限 {day(days(1))} が開始日 {day(days(3))}（{at['start', 3]}）より前です。どちらかの日付を直してください。",
            f"{at['after', 1]}：次の施策は互いに終わるのを待っているため、どれも始められません：1 → 2 → 1。「先に終える施策」の番号を1つ消してください。",
        ]
    else:
        wanted = [
            f"{at['start', 1]}: 'soon' stands in the column Start, where a date is expected. Type a date such as 2026-04-30, or clear the cell.",
            f"{at['effect', 4]}: 'much' stands in the column Expected effect, where a number is expected. Type a number, or clear the cell.",
            f"{at['kpi', 5]}: the row says something but names no KPI, so nothing counts its effect. Choose a KPI from the list.",
            f"{at['number', 4]}: the number 3 already stands in {at['number', 3]}. Clear it; the next run of kpi-xl actions gives the row a number of "
            "its own.",
            f"{at['after', 3]}: 'x' stands in 'After', where numbers of tasks of this table are expected ({known}). Correct it, or clear the cell.",
            f"{at['due', 3]}: the task is due on {day(days(1))}, before it starts on {day(days(3))} ({at['start', 3]}). Correct one of the two dates.",
            f"{at['after', 1]}: these tasks wait for each other, so none could ever begin: 1 → 2 → 1. Clear one of the numbers in 'After'.",
        ]
    assert [each for each in wanted if each not in found] == []
    assert [type(problem).__name__ for problem in caught.value.problems].count("UnknownKpi") == 1
    with pytest.raises(errors.Problems):
        jobs.check(OpenpyxlBook.open(path))


@each_language
def test_solving_updates_the_page_that_stands_and_is_not_stopped_by_what_is_wrong_on_it(lang: Lang, tmp_path: Path) -> None:
    path = shop(tmp_path, lang, [{"task": "a", "start": "soon"}][:0])
    fill(path, lang, [{"task": "a", "start": "soon"}])
    book = OpenpyxlBook.open(path)
    jobs.solve(book, now=NOON)
    book.save(path)
    assert shown(path, lang)[0]["start"] == "soon"
    begins = {"ja": "⚠ ", "en": "⚠ To correct (1)"}[lang]
    assert any(str(said).startswith(begins) and "soon" in str(said) for said in above(path, lang))


def test_solving_makes_no_action_plan_by_itself(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHOP["ja"], asked("ja"), None, "ja")
    book = OpenpyxlBook.open(path)
    jobs.solve(book)
    assert SHEET["ja"] not in book.sheets()


def test_a_sheet_of_the_users_is_never_touched(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHOP["ja"], asked("ja"), None, "ja")
    book = openpyxl.load_workbook(path)
    book.create_sheet(SHEET["ja"])["A1"] = "mine"
    book.save(path)
    with pytest.raises(errors.Problems) as caught:
        planned(path)
    assert [type(problem) for problem in caught.value.problems] == [errors.SheetTaken]


@pytest.mark.libreoffice
def test_the_axis_has_days_weeks_or_months_as_the_span_needs(tmp_path: Path) -> None:
    expected = {20: days(0), 200: days(0) - dt.timedelta(days=dt.date.today().weekday()), 900: days(0).replace(day=1)}
    for span, first in expected.items():
        (folder := tmp_path / str(span)).mkdir()
        path = shop(folder, "en", [{"task": "a", "start": days(0), "due": days(span)}])
        sheet = openpyxl.load_workbook(path, data_only=True)[SHEET["en"]]
        columns = places(sheet, "en")
        axis = max(columns.values()) + 1
        top = header(sheet)
        dates = [sheet.cell(top - 2, axis + place).value for place in range(41)]
        zero = dt.datetime(1899, 12, 30)
        assert [zero + dt.timedelta(days=number) if isinstance(number, float | int) else number for number in dates[:1]] == [first]
        assert sheet.cell(top, axis).value == (first.month if span == 900 else first.day)
        values = recalculate([path])[path]
        assert values[f"{SHEET['en']}!{openpyxl.utils.get_column_letter(axis)}{top}"] == sheet.cell(top, axis).value


def test_the_table_fits_excels_rules_for_headers() -> None:
    special = set("[]#'\",:.{}$^&*+=<>/")
    assert [column.key for column in ACTIONS.columns for lang in LANGS if set(column.label.say(lang)) & special] == []
    for lang in LANGS:
        headers = [header.casefold() for header in ACTIONS.headers(lang)]
        assert len(set(headers)) == len(headers)
