"""What a reader is told when a goal is out of reach: every sentence whole, in both languages, with numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_xl import jobs
from kpi_xl.book.brief import Brief
from kpi_xl.book.explain import notes
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.way_out import way_out
from kpi_xl.labels import LANGS, Label, Lang
from kpi_xl.model.goal import Goal
from kpi_xl.solve.solution import Conflict, Relaxation
from tests.support.workbooks import workbook

each_language = pytest.mark.parametrize("lang", LANGS)
TREE = (
    {
        "label": Label("年間売上", "Annual revenue"),
        "name": "sales",
        "baseline": "=144000000*rate/churn",
        "unit": Label("円/年", "JPY/year"),
    },
    {"label": Label("解約率", "Churn"), "name": "churn", "baseline": 0.05, "unit": "%", "better": "lower", "low": 0.03},
    {"label": Label("商談転換率", "Meeting rate"), "name": "rate", "baseline": 0.1, "unit": "%", "better": "higher", "high": 0.15},
)
"""Revenue of 2.88億 today; at both bounds 144,000,000 x 15% / 3% = 7.2億."""


def said(value: object, lang: Lang) -> object:
    return value.say(lang) if isinstance(value, Label) else value


def solved(folder: Path, lang: Lang, rows: Sequence[dict], *goals: dict, kgi: str = "sales", strategy: str | None = None) -> list[Brief]:
    spoken = [{key: said(value, lang) for key, value in row.items()} for row in rows]
    asked = [{"scenario": "X", **goal} for goal in goals]
    path = workbook(folder / f"{lang}.xlsx", spoken, asked, {"kgi": kgi, "language": "日本語" if lang == "ja" else "English"}, lang)
    return list(jobs.solve(OpenpyxlBook.open(path), strategy).briefs)


WORTH = Label(
    "解約率の下限を1ポイント下げるごとに、年間売上は約2.4億円/年増えます。",
    "Every 1 point by which the low bound of Churn is lowered adds about 240M JPY/year to Annual revenue.",
)
REASONS = Label(
    "解約率は3%が下限、商談転換率は15%が上限です。この条件で届く最大は7.20億円/年です（証明済み）。",
    "Churn is at its low bound of 3%, Meeting rate is at its high bound of 15%. The most these bounds allow is 720.00M JPY/year (proven). ",
)
SINGLES = Label(
    "解約率の下限を3%から2.5%にすると8.64億円/年に届きます。商談転換率の上限を15%から18%にしても届きます。",
    "864.00M JPY/year is reached with the low bound of Churn at 2.5% instead of 3%. "
    "It is also reached with the high bound of Meeting rate at 18% instead of 15%. ",
)


def joined(lang: Lang, *parts: Label) -> str:
    return "".join(part.say(lang) for part in parts)


@each_language
def test_what_binds_how_far_it_goes_and_what_each_bound_would_have_to_be(tmp_path: Path, lang: Lang) -> None:
    (brief,) = solved(tmp_path, lang, TREE, {"kind": "value", "amount": 8.64e8})
    singles = (Relaxation("rate", 0.18), Relaxation("churn", 0.025))  # the smaller change is said first
    assert way_out(replace(brief, solution=replace(brief.solution, relaxations=singles))) == joined(lang, REASONS, SINGLES, WORTH)


@each_language
def test_where_no_single_bound_would_do_several_that_would_are_named(tmp_path: Path, lang: Lang) -> None:
    (brief,) = solved(tmp_path, lang, TREE, {"kind": "value", "amount": 8.64e8})
    both = (Relaxation("rate", 0.18), Relaxation("churn", 0.02))
    brief = replace(brief, solution=replace(brief.solution, relaxations=(), together=both))
    together = Label(
        "単独では届きませんが、商談転換率の上限を15%から18%に、解約率の下限を3%から2%に、同時に変えると8.64億円/年に届きます。",
        "No single bound would do, but together these reach 864.00M JPY/year: "
        "the high bound of Meeting rate at 18% instead of 15%, the low bound of Churn at 2% instead of 3%. ",
    )
    assert way_out(brief) == joined(lang, REASONS, together, WORTH)


@each_language
def test_where_nothing_was_found_that_says_so(tmp_path: Path, lang: Lang) -> None:
    (brief,) = solved(tmp_path, lang, TREE, {"kind": "value", "amount": 8.64e8})
    brief = replace(brief, solution=replace(brief.solution, relaxations=(), prices={}))
    best = (
        "この条件で届く最大は7.20億円/年です（証明済み）。"
        if lang == "ja"
        else "The most these bounds allow is 720.00M JPY/year (proven). "
    )
    nothing = Label("上限・下限を変えて届く組み合わせは見つかりませんでした。", "No change of the bounds was found that would do.")
    assert way_out(brief) == best + nothing.say(lang)


def test_a_best_value_just_short_of_the_goal_is_not_shown_as_the_goal(tmp_path: Path) -> None:
    (brief,) = solved(tmp_path, "ja", TREE, {"kind": "value", "amount": 7.201e8})
    brief = replace(brief, solution=replace(brief.solution, reach=replace(brief.solution.reach, value=7.1999e8, proof="found")))
    assert "この条件で見つかった最大は7.19億円/年です。" in way_out(brief)


MANY = (
    {"label": "S", "name": "sales", "baseline": "=" + "*".join(f"part{i}" for i in range(5)), "unit": "円"},
    *({"label": f"P{i}", "name": f"part{i}", "baseline": 1.0, "unit": "件", "high": 2.0} for i in range(5)),
)


@pytest.mark.parametrize(
    ("lang", "start", "middle"),
    [
        ("ja", "P0は2.00件が上限、P1は2.00件が上限、P2は2.00件が上限です（ほか2件）。", "ほか2件の上限・下限でも、1つ変えれば届きます。"),
        (
            "en",
            "P0 is at its high bound of 2.00 件, P1 is at its high bound of 2.00 件, P2 is at its high bound of 2.00 件 (and 2 more).",
            "Each of 2 more bounds would do alone.",
        ),
    ],
)
def test_of_many_bounds_the_first_are_named_and_the_others_counted(tmp_path: Path, lang: Lang, start: str, middle: str) -> None:
    (brief,) = solved(tmp_path, lang, MANY, {"kind": "value", "amount": 40})
    text = way_out(brief)
    assert text.startswith(start)
    assert middle in text


COSTS = (
    {"label": Label("獲得単価", "CAC"), "name": "cac", "baseline": "=spend/customers", "unit": Label("円", "JPY"), "better": "lower"},
    {"label": Label("費用", "Spend"), "name": "spend", "baseline": 1000.0, "unit": Label("円", "JPY"), "better": "lower", "low": 500.0},
    {"label": Label("顧客数", "Customers"), "name": "customers", "baseline": 10.0, "unit": Label("人", "people"), "high": 20.0},
)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "ja",
            "費用は500円が下限、顧客数は20.0人が上限です。この条件で届く最小は25.0円です（証明済み）。"
            "費用の下限を500円から400円にすると20.0円に届きます。顧客数の上限を20.0人から25.0人にしても届きます。"
            "費用の下限を10円下げるごとに、獲得単価は約0.5円減ります。",
        ),
        (
            "en",
            "Spend is at its low bound of 500 JPY, Customers is at its high bound of 20.0 people. "
            "The least these bounds allow is 25.0 JPY (proven). 20.0 JPY is reached with the low bound of Spend at 400 JPY instead of 500 JPY. "
            "It is also reached with the high bound of Customers at 25.0 people instead of 20.0 people. "
            "Every 10 JPY by which the low bound of Spend is lowered takes about 0.5 JPY off CAC.",
        ),
    ],
)
def test_of_a_lower_is_better_goal_the_least_is_said_and_what_it_loses(tmp_path: Path, lang: Lang, text: str) -> None:
    (brief,) = solved(tmp_path, lang, COSTS, {"kind": "value", "amount": 20}, kgi="cac")
    assert way_out(brief) == text


LEFT_OUT = (
    {"label": "S", "name": "sales", "baseline": "=old+new", "unit": "件"},
    {"label": "O", "name": "old", "baseline": 100.0, "unit": "件", "high": 120.0},
    {"label": "N", "name": "new", "baseline": 0.0, "unit": "件", "high": 100.0},
)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "ja",
            "Oは120件が上限です。目標は上限・下限の範囲内にありますが、逆算方法「均等倍率」では届きません。"
            "「負担最小」を選んで、もう一度逆算してください。",
        ),
        (
            "en",
            "O is at its high bound of 120 件. The goal lies within the bounds, but the strategy Equal ratio does not get there. "
            "Choose Least effort and solve again.",
        ),
    ],
)
def test_a_strategy_that_stops_short_of_what_the_bounds_allow_names_the_one_that_does_not(tmp_path: Path, lang: Lang, text: str) -> None:
    (brief,) = solved(tmp_path, lang, LEFT_OUT, {"kind": "value", "amount": 200}, strategy="equal_ratio")
    assert way_out(brief).startswith(text)


TWO = (
    {"label": Label("売上", "Sales"), "name": "sales", "baseline": "=visitors*price", "unit": Label("円", "JPY"), "better": "higher"},
    {"label": Label("費用", "Cost"), "name": "cost", "baseline": "=visitors*10", "unit": Label("円", "JPY"), "better": "lower"},
    {"label": Label("訪問者", "Visitors"), "name": "visitors", "baseline": 500.0, "unit": Label("人", "people"), "high": 900.0},
    {"label": Label("単価", "Price"), "name": "price", "baseline": 100.0, "unit": Label("円", "JPY"), "high": 100.0},
)


@pytest.mark.parametrize(
    ("proof", "lang", "start"),
    [
        ("found", "ja", "目標「売上」と「費用」は同時には満たせません（探索の範囲）。もっとも近い案では、売上は"),
        ("proven", "ja", "目標「売上」と「費用」は同時には満たせません（証明済み）。もっとも近い案では、売上は"),
        ("found", "en", 'The goals "Sales" and "Cost" cannot hold together (as far as was searched). In the closest plan Sales is '),
        ("proven", "en", 'The goals "Sales" and "Cost" cannot hold together (proven). In the closest plan Sales is '),
    ],
)
def test_goals_that_contradict_each_other_are_named_with_what_comes_closest(tmp_path: Path, proof: str, lang: Lang, start: str) -> None:
    goals = ({"kind": "value", "kpi": "sales", "amount": 80_000}, {"kind": "value", "kpi": "cost", "amount": 4_000})
    (brief,) = solved(tmp_path, lang, TWO, *goals)
    values = {**brief.solution.values, "sales": 60_000.0, "cost": 6_000.0}
    solution = replace(brief.solution, values=values, conflict=Conflict((0, 1), proof), relaxations=(), together=())  # type: ignore[arg-type]
    ends = {
        "ja": "6.00万円（目標8.00万円）、費用は6,000円（目標4,000円）です。上限・下限を変えて届く組み合わせは見つかりませんでした。",
        "en": "60,000 JPY (goal 80,000 JPY), Cost is 6,000 JPY (goal 4,000 JPY). No change of the bounds was found that would do.",
    }
    assert way_out(replace(brief, solution=solution)) == start + ends[lang]


@pytest.mark.parametrize(
    ("lang", "start"),
    [
        (
            "ja",
            "目標「売上」は、ほかの目標がなくても届きません（証明済み）。この条件で届く最大は9.00万円です（証明済み）。もっとも近い案では、",
        ),
        (
            "en",
            'The goal "Sales" is out of reach even by itself (proven). The most these bounds allow is 90,000 JPY (proven). In the closest plan ',
        ),
    ],
)
def test_one_of_several_goals_that_is_too_far_by_itself_is_named(tmp_path: Path, lang: Lang, start: str) -> None:
    goals = ({"kind": "value", "kpi": "sales", "amount": 120_000}, {"kind": "value", "kpi": "cost", "amount": 9_000})
    (brief,) = solved(tmp_path, lang, TWO, *goals)
    assert way_out(brief).startswith(start)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "目標「年間売上」は8.64億円/年に対して7.20億円/年です（あと1.44億円/年）。ほかの目標を優先しました。"),
        (
            "en",
            'The goal "Annual revenue" ends at 720.00M JPY/year instead of 864.00M JPY/year (144M JPY/year short), as other goals come first.',
        ),
    ],
)
def test_a_soft_goal_that_is_missed_says_by_how_much(tmp_path: Path, lang: Lang, text: str) -> None:
    (brief,) = solved(tmp_path, lang, TREE, {"kind": "value", "amount": 8.64e8})
    solution = replace(brief.solution, goals=(Goal("sales", value=8.64e8, hard=False),), values={**brief.solution.values, "sales": 7.2e8})
    assert text in list(notes(replace(brief, solution=solution)))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "目標値は、実用的な数値に丸めてあります（設定「実用的な数値に丸める」）。"),
        ("en", 'Targets are rounded to practical numbers (setting "Round to practical numbers").'),
    ],
)
def test_rounded_targets_say_so(tmp_path: Path, lang: Lang, text: str) -> None:
    (brief,) = solved(tmp_path, lang, TREE, {"kind": "value", "amount": 5e8})
    assert text not in list(notes(brief))
    assert text in list(notes(replace(brief, solution=replace(brief.solution, is_practical=True))))


@each_language
@pytest.mark.parametrize(
    ("releases", "sentence"),
    [
        (
            (("churn",),),
            Label(
                "合意値で固定しているため、届きません。解約率の合意値を外して、もう一度逆算すると届きます。",
                "Out of reach only because of agreed values. Clear the agreed value of Churn and solve again: then it is reached. ",
            ),
        ),
        (
            (("churn",), ("rate",)),
            Label(
                "合意値で固定しているため、届きません。解約率、商談転換率のどれか1つの合意値を外して、もう一度逆算すると届きます。",
                "Out of reach only because of agreed values. Clear that of one of Churn, Meeting rate and solve again: then it is reached. ",
            ),
        ),
        (
            (("churn", "rate"),),
            Label(
                "合意値で固定しているため、届きません。解約率、商談転換率の合意値をすべて外して、もう一度逆算すると届きます。",
                "Out of reach only because of agreed values. "
                "Clear those of Churn, Meeting rate, all of them, and solve again: then it is reached. ",
            ),
        ),
    ],
)
def test_agreed_values_that_hold_the_goal_back_are_named_first(
    tmp_path: Path, lang: Lang, releases: tuple[tuple[str, ...], ...], sentence: Label
) -> None:
    (brief,) = solved(tmp_path, lang, TREE, {"kind": "value", "amount": 8.64e8})
    held = replace(brief, solution=replace(brief.solution, releases=releases))
    assert way_out(held) == sentence.say(lang) + way_out(brief)
