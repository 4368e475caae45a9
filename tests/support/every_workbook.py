"""Every kind of workbook that leaves our hands: what we ship, what a solve writes, into new files and into people's own.

Knows how each is made. Does not know what is checked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import openpyxl

from kpi_xl import jobs
from kpi_xl.book.action_layout import ACTIONS
from kpi_xl.book.examples import EXAMPLES
from kpi_xl.book.layout import COST_PERS, GOALS, KPIS, ROLES, WAYS
from kpi_xl.book.layout import SETTINGS as SETTINGS_TABLE
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.settings import SETTINGS
from kpi_xl.book.templates import FILES, template_path
from kpi_xl.labels import LANGS, MUST_ACHIEVE, STRETCH, Lang
from kpi_xl.plan.month import Month
from kpi_xl.solve.strategies import STRATEGIES
from tests.book.acted import NOON, days
from tests.book.acted import shop as shop_with_tasks
from tests.book.foreseen import shop as looking_ahead
from tests.support.packages import shop
from tests.support.workbooks import SHOP, TOP, Row, changed, workbook

Make = Callable[[Path], Path]
"""Makes a workbook in an empty folder and returns its path."""

UNPAID = tuple(key for key, strategy in STRATEGIES.items() if strategy.law == "effort")
"""The strategies that need no costs."""

AGREED, NOTE = 10, 11
NOVEMBER = datetime(2026, 11, 23)
GOAL_WORDS: dict[Lang, tuple[str, str, str, str]] = {
    "ja": ("はい", "必達", "挑戦", "その他"),
    "en": ("yes", "must_achieve", "stretch", "other"),
}


def goal(lang: Lang, role: int, kind: str, amount: float, **more: str) -> Row:
    """A row of the goals: `role` counts must-achieve, stretch, other from 1."""
    words = GOAL_WORDS[lang]
    column = next(column for column in GOALS.columns if column.key == "kind")
    return {"active": words[0], "role": words[role], "kind": column.choices[kind].say(lang), "amount": amount, **more}


def both(lang: Lang, *more: Row) -> list[Row]:
    """150% and 300%, and more."""
    return [goal(lang, 1, "percent", 1.5), goal(lang, 2, "percent", 3.0), *more]


def solved(path: Path, **how: object) -> Path:
    """Solve in place."""
    book = OpenpyxlBook.open(path)
    jobs.solve(book, **how)  # type: ignore[arg-type]
    book.save(path)
    return path


def example(folder: Path, lang: Lang, kind: str = "example", **how: object) -> Path:
    """A template as its buyer solves it."""
    (path := folder / f"demo.{lang}.xlsx").write_bytes(template_path(lang, kind).read_bytes())
    return solved(path, **how)


def small(folder: Path, lang: Lang, rows: Sequence[Row] | None = None, goals: Sequence[Row] | None = None, **settings: str) -> Path:
    """The shop, solved."""
    choices = {setting.key: setting.choices for setting in SETTINGS}
    chosen = {key: choices[key][value].say(lang) if choices[key] else value for key, value in settings.items()}
    return solved(workbook(folder / "shop.xlsx", rows or SHOP[lang], goals or both(lang), chosen or None, lang))


def out_of_reach(folder: Path, lang: Lang) -> Path:
    """Every lever has a bound, and the goal is beyond them."""
    _, visitors, rate, price = (str(row["name"]) for row in SHOP[lang])
    bounds = {visitors: {"high": 7500.0, "stated": None}, rate: {"high": 0.05}, price: {"high": 10000.0}}
    return small(folder, lang, changed(SHOP[lang], **bounds), [goal(lang, 3, "times", 6.0, scenario="x6")])


def several_goals(folder: Path, lang: Lang) -> Path:
    """Goals on two KPIs in one scenario, a third scenario, and a guardrail for all; names that need quoting."""
    sales, visitors, *_ = (str(row["name"]) for row in SHOP[lang])
    name = {"ja": "案 A＆B（仮）", "en": 'A & B <"C">'}[lang]
    line = {"active": GOAL_WORDS[lang][0], "role": ROLES["guardrail"].say(lang), "kpi": visitors}
    more = [
        {**goal(lang, 3, "times", 0.9), **line},
        goal(lang, 3, "times", 1.4, scenario=name),
        goal(lang, 3, "times", 1.2, scenario=name, kpi=visitors),
        goal(lang, 3, "value", 1_300_000.0, scenario="2026-04", kpi=sales),
    ]
    return small(folder, lang, None, both(lang, *more))


def effects(folder: Path, lang: Lang) -> Path:
    """KPIs pull each other along: two on one lever, a locked row and a computed KPI among them; one row is switched off."""
    sales, visitors, rate, price = (str(row["name"]) for row in SHOP[lang])
    yes, no = (GOAL_WORDS[lang][0], {"ja": "いいえ", "en": "no"}[lang])
    ads = {"label": "Ads", "name": "ads", "baseline": 300_000.0, "unit": SHOP[lang][0]["unit"], "locked": yes}
    per_visitor = {"label": "Ads each", "name": "ads_each", "baseline": f"=ads/{visitors}", "unit": SHOP[lang][3]["unit"]}
    rows = [
        {"active": yes, "cause": visitors, "affected": rate, "elasticity": -0.3},
        {"active": yes, "cause": price, "affected": rate, "elasticity": -0.5},
        {"active": yes, "cause": visitors, "affected": "ads", "elasticity": 0.8},
        {"active": yes, "cause": rate, "affected": "ads_each", "elasticity": 0.1},
        {"active": no, "cause": price, "affected": visitors, "elasticity": -1.0},
    ]
    choices = {"kgi": sales}
    return solved(workbook(folder / "shop.xlsx", (*SHOP[lang], ads, per_visitor), both(lang), choices, lang, effects=rows))


def odd_rows(folder: Path, lang: Lang) -> Path:
    """What people type: a label that looks like a formula, signs that XML has a meaning for, a lever at 0, a lower-is-better KPI, long words."""
    lower = next(column for column in KPIS.columns if column.key == "better").choices["lower"].say(lang)
    sales, visitors, *_ = (str(row["name"]) for row in SHOP[lang])
    odd = {sales: {"label": "+売上 <\"A\" & 'B'>"}, visitors: {"label": "  @訪問者　", "note": "-1\n2行目"}}
    more: tuple[Row, ...] = (
        {"label": "遅れ" * 12, "name": "delay", "baseline": 0.0, "unit": "日", "better": lower, "low": -5.0, "high": 5.0},
        {"label": "CAC", "name": "cac", "baseline": f"=5000000/(1+{sales})", "unit": "円/人", "better": lower},
        {"label": "score", "name": "score", "baseline": f"=IF({visitors}>1,{sales}/1000-delay*ROW(C3),0)", "unit": "点"},
    )
    goals = both(lang, goal(lang, 3, "times", 0.5, kpi="cac", scenario="CAC"))
    return small(folder, lang, (*changed(SHOP[lang], **odd), *more), goals, kgi=sales)


def priced(folder: Path, lang: Lang, strategy: str = "cheapest", **settings: str) -> Path:
    """Levers with costs of every law, one of which nobody knows."""
    _, visitors, rate, price = (str(row["name"]) for row in SHOP[lang])
    laws = {key: label.say(lang) for key, label in COST_PERS.items()}
    paid = {visitors: {"cost": 120.0}, rate: {"cost": 150_000.0, "cost_per": laws["ratio"], "cost_growth": 1.5}, price: {"cost": None}}
    return small(
        folder, lang, changed(SHOP[lang], **paid), both(lang, goal(lang, 3, "times", 50.0, scenario="x50")), strategy=strategy, **settings
    )


def many_rows(folder: Path, lang: Lang) -> Path:
    """A hundred KPIs, ten to a branch."""
    unit = {"ja": "円/年", "en": "JPY/year"}[lang]
    rows: list[Row] = [{"label": "Total", "name": "total", "baseline": "=" + "+".join(f"branch_{n}" for n in range(10)), "unit": unit}]
    for branch in range(10):
        leaves = [f"leaf_{branch}_{leaf}" for leaf in range(9)]
        rows.append({"label": f"Branch {branch}", "name": f"branch_{branch}", "baseline": "=" + "+".join(leaves), "unit": unit})
        rows += [{"label": leaf.replace("_", " "), "name": leaf, "baseline": 1000.0 * (branch + 1), "unit": unit} for leaf in leaves]
    return small(folder, lang, rows)


def typed(folder: Path, lang: Lang) -> Path:
    """Agreed values and notes stand on a tab, actuals of two months beside, and it is solved again."""
    path = small(folder, lang)
    book = openpyxl.load_workbook(path)
    tab = book[STRETCH.say(lang)]
    row = max(cell.row for cell in tab["M"] if cell.value == SHOP[lang][1]["name"])
    tab.cell(row, AGREED).value, tab.cell(row, NOTE).value = 6000, "=営業と合意"
    tab.cell(row, NOTE).data_type = "s"
    book.save(path)
    sales, visitors, rate, _ = (str(row["name"]) for row in SHOP[lang])
    known = f"KPI,2025-03,2025-04\n{visitors},5100,5600\n{rate},2%,1.9%\n{sales},1020000,1090000"
    made = OpenpyxlBook.open(path)
    jobs.actuals(made, jobs.Export(known.encode("utf-8-sig"), "data.csv"))
    made.save(path)
    return solved(path)


def repaired(folder: Path, lang: Lang) -> Path:
    """Two rows changed places, and the names were led back to them."""
    path = workbook(folder / "shop.xlsx", SHOP[lang], both(lang), None, lang)
    book = openpyxl.load_workbook(path)
    sheet = book[KPIS.sheet.say(lang)]
    for one, other in zip(sheet[TOP + 2], sheet[TOP + 4], strict=True):
        one.value, other.value = other.value, one.value
    book.save(path)
    return mended(path)


def renamed(folder: Path, lang: Lang) -> Path:
    """A solved workbook's row got another name."""
    path = small(folder, lang)
    book = openpyxl.load_workbook(path)
    book[KPIS.sheet.say(lang)].cell(TOP + 2, 2).value = "来訪者" if lang == "ja" else "guests"
    book.save(path)
    return mended(path)


def mended(path: Path) -> Path:
    """Repair and solve."""
    book = OpenpyxlBook.open(path)
    jobs.repair(book)
    book.save(path)
    return solved(path)


def reviewed(folder: Path, lang: Lang) -> Path:
    """The example with actuals of four months and one typed again by hand, looked back on."""
    path = example(folder, lang)
    known = {
        "visitors": "9800,10300,10900,11200",
        "lead_rate": "2.1%,2.0%,2.2%,",
        "annual_revenue": "24800000,26100000,,",
        "churn_rate": "15%,14%,14%,16%",
    }
    names = {row.name.en: row.name.say(lang) for row in EXAMPLES["example"].kpis}
    lines = ["KPI,2026-04,2026-05,2026-06,2026-07", *(f"{names[key]},{figures}" for key, figures in known.items())]
    book = OpenpyxlBook.open(path)
    jobs.actuals(book, jobs.Export("\n".join(lines).encode("utf-8-sig"), "data.csv"), date(2026, 8, 10))
    jobs.review(book, Month(2026, 7), today=date(2026, 8, 10))
    book.save(path)
    return path


def replanned(folder: Path, lang: Lang) -> Path:
    """The example as it was looked back on, planned again from the same actuals."""
    path = reviewed(folder, lang)
    book = OpenpyxlBook.open(path)
    jobs.replan(book, Month(2026, 7), now=datetime(2026, 8, 10))
    book.save(path)
    return path


def planned(folder: Path, lang: Lang) -> Path:
    """The example spread over three years, with a season, a delay, a lag, actuals, milestones, and a goal on the whole time."""
    path = folder / "plan.xlsx"
    path.write_bytes(template_path(lang, "example").read_bytes())
    made = OpenpyxlBook.open(path)
    jobs.plan(made, now=NOVEMBER)
    kgi = {"ja": "年間売上", "en": "annual_revenue"}[lang]
    jobs.actuals(made, jobs.Export(f"KPI,2026-10,2026-11\n{kgi},26000000,25100000".encode(), "data.csv"), NOVEMBER.date())
    made.save(path)
    book = openpyxl.load_workbook(path)
    said = {"months": "36", "meaning": "total", "curve": "s_curve", "start": "2026-10"}
    for row in book[SETTINGS_TABLE.sheet.say(lang)].iter_rows(min_row=8, max_col=2):
        for setting in SETTINGS:
            if setting.key in said and row[0].value == setting.label.say(lang):
                row[1].value = said[setting.key]
    sheet = book[WAYS.sheet.say(lang)]
    names = [str(row[1].value) for row in book[KPIS.sheet.say(lang)].iter_rows(min_row=8, max_row=11)]
    _, customers, visitors, rate = names
    for month in range(1, 13):
        sheet.cell(8, 6 + month).value = 0.5 + month / 12
    for row, typed in enumerate(((visitors, None, None, 3, 2, customers), (rate, None, "geometric", None, 1, None)), 9):
        for column, value in enumerate(typed, 1):
            sheet.cell(row, column).value = value
    book.save(path)
    made = OpenpyxlBook.open(path)
    jobs.ahead(made, now=NOON)  # the day that other programs will calculate with
    jobs.plan(made, now=NOON)
    made.save(path)
    return path


def adopted(folder: Path) -> Path:
    """A sheet of the user's became one of our pages."""
    path = workbook(folder / "shop.xlsx", SHOP["ja"], both("ja"))
    book = openpyxl.load_workbook(path)
    book.create_sheet(MUST_ACHIEVE.ja)["A1"] = "mine"
    book.save(path)
    return solved(path, adopt=True)


def foreign(folder: Path) -> Path:
    """A workbook of another program's, with charts, pictures and sparklines, solved in place."""
    return solved(shop(folder / "foreign.xlsx"))


def twice(folder: Path) -> Path:
    """The example, solved on and on."""
    return solved(solved(example(folder, "ja")))


def acted(folder: Path, lang: Lang) -> Path:
    """An action plan with tasks in every state, chains, texts to wrap, a column of one's own, and dates either side of today."""
    word = {column.key: column.choices for column in ACTIONS.columns}
    visitors, rate, price = (str(row["name"]) for row in SHOP[lang][1:])
    said = {
        "ja": "比較記事を毎週2本公開し、問い合わせへの導線を作り直す",
        "en": "Publish two comparisons a week and lead readers to the form",
    }[lang]

    def task(kpi: str, **cells: object) -> dict[str, object]:
        chosen = {key: word[key][str(value)].say(lang) for key, value in cells.items() if word[key]}
        return {"kpi": kpi, "task": said, **cells, **chosen}

    rows = [
        task(
            visitors,
            start=days(-40),
            due=days(-9),
            effect=300.0,
            status="done",
            measured=120.0,
            hypothesis=said,
            success=said,
            learning=said,
        ),
        task(rate, start=days(-3), due=days(9), effect=0.001, status="doing", after="1", approach="proven", cost=1_200_000.0, owner="鈴木"),
        task(price, start=days(10), due=days(80), effect=0.2, kind="share", after="2", approach="untried"),
        task(visitors, number=4.0, start=days(-20), due=days(-1), effect=-500.0, status="todo", approach="other_industry"),
        task(visitors, due=days(99), after="3, 4", effect=12.0, status="dropped"),
    ]
    return shop_with_tasks(folder, lang, rows, due=days(75))


def foreseen(folder: Path, lang: Lang) -> Path:
    """Milestones and assumptions, some to be checked, one fallen."""
    return looking_ahead(folder, lang)


def shipped(_: Path, lang: Lang, kind: str) -> Path:
    """A template as it is."""
    return template_path(lang, kind)


EVERY: dict[str, Make] = {
    **{f"template {kind} {lang}": partial(shipped, lang=lang, kind=kind) for lang in LANGS for kind in FILES},
    **{f"solved {kind} {lang}": partial(example, lang=lang, kind=kind) for lang in LANGS for kind in FILES},
    **{f"strategy {strategy}": partial(small, lang="ja", strategy=strategy) for strategy in UNPAID},
    **{f"priced {lang}": partial(priced, lang=lang) for lang in LANGS},
    "within a budget": partial(priced, lang="ja", strategy="within_budget", budget="300000"),
    "priced, by effort": partial(priced, lang="en", strategy="least_effort"),
    **{f"{make.__name__} {lang}": partial(make, lang=lang) for lang in LANGS for make in (out_of_reach, several_goals, typed, renamed)},
    **{f"acted {lang}": partial(acted, lang=lang) for lang in LANGS},
    **{f"foreseen {lang}": partial(foreseen, lang=lang) for lang in LANGS},
    **{f"effects {lang}": partial(effects, lang=lang) for lang in LANGS},
    **{f"planned {lang}": partial(planned, lang=lang) for lang in LANGS},
    "odd_rows": partial(odd_rows, lang="ja"),
    "many_rows": partial(many_rows, lang="en"),
    "practical": partial(example, lang="ja", practical=True),
    "built on must-achieve, in units of 10,000": partial(small, lang="ja", stretch_builds="yes", display_unit="ten_thousand"),
    **{f"replanned {lang}": partial(replanned, lang=lang) for lang in LANGS},
    "repaired": partial(repaired, lang="ja"),
    "adopted": adopted,
    "foreign": foreign,
    "twice": twice,
}
"""Each workbook by what is special about it."""
