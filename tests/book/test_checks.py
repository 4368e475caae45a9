"""The reality check in sentences: one for each finding, in both languages, numbers rounded so that what is read is enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl import jobs
from kpi_xl.book.brief import Brief
from kpi_xl.book.checks import checks, findings
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.templates import template_path
from kpi_xl.labels import LANGS, Lang
from tests.support.every_workbook import goal
from tests.support.workbooks import SHOP, Row, changed, workbook


def briefs(path: Path) -> tuple[Brief, ...]:
    return jobs.solve(OpenpyxlBook.open(path)).briefs


def shop(folder: Path, lang: Lang, times: float, *rows: Row) -> tuple[Brief, ...]:
    return briefs(workbook(folder / "a.xlsx", rows or SHOP[lang], [goal(lang, 3, "times", times, scenario="S1")], lang=lang))


def test_the_example_is_told_so_that_a_lead_laughs_and_eases_the_right_ones() -> None:
    stretch = briefs(template_path("en", "example"))[1]
    assert list(findings(stretch)) == [
        "Meeting every stated target would make Annual revenue x321.6 (96.49B JPY/year). That is 107 times the goal: nobody asked for that much "
        "work. 19.2% of the way to them is enough.",
        "Of the 9 stated targets Site visitors alone (10,000 → 50,000) meets the goal; everything else could stay as today.",
        'Eased together to this, they still meet "Stretch": Site visitors 50,000 → 12,417, Churn rate 5% → 14.31%, '
        "Cross-sell rate 40% → 15.59%, Upper plan share 50% → 20.55% (and 5 more).",
        "Any single one of the 9 stated targets could be given up: the others still meet the goal.",
    ]
    stretch = briefs(template_path("ja", "example"))[1]
    assert list(findings(stretch)) == [
        "個別目標をすべて達成すると年間売上は321.6倍（964.89億円/年）。目標の107倍です。そこまで働かなくて大丈夫です。"
        "道のりの19.2%で足ります。",
        "個別目標9件のうち、「ウェブサイト訪問者数」（10,000→50,000）の1件だけで目標に届きます。ほかは今のままで構いません。",
        "まとめてここまで緩めても「挑戦目標」に届きます：ウェブサイト訪問者数 50,000→12,417、解約率 5%→14.31%、"
        "クロスセル率 40%→15.59%、上位プラン選択率 50%→20.55%（ほか5件）。",
        "個別目標9件のうちどの1件をあきらめても、残りで目標に届きます。",
    ]


def test_what_is_read_is_enough() -> None:
    brief = briefs(template_path("en", "example"))[1]
    assert sum("12,417" in each for each in findings(brief)) == 1
    needed = next(each.needed for each in brief.check.together if each.lever == "visitors")  # type: ignore[union-attr]
    assert 12_416.0 < needed < 12_417.0


@pytest.mark.parametrize("lang", LANGS)
def test_targets_that_miss_say_what_closes_the_rest(lang: Lang, tmp_path: Path) -> None:
    (brief,) = shop(tmp_path, lang, 7.2)
    assert next(findings(brief)).endswith(
        {
            "ja": "残りは、個別目標を超えてここまで進めれば届きます：訪問者 9,000→9,487、客単価 1.00万円→1.90万円。",
            "en": "To close the rest, go beyond the stated targets: Visitors 9,000 → 9,487, Price 10,000 → 18,974.",
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_closes_the_rest_the_best_is_said(lang: Lang, tmp_path: Path) -> None:
    _, visitors, rate, price = (str(row["name"]) for row in SHOP[lang])
    rows = changed(SHOP[lang], **{visitors: {"high": 10_000.0}, rate: {"high": 0.05}, price: {"high": 10_000.0}})
    (brief,) = shop(tmp_path, lang, 7.0, *rows)
    assert next(findings(brief)).endswith(
        {
            "ja": "上限・下限の範囲で月間売上が届くのは500.00万円/月までです（証明済み）。",
            "en": "Within the bounds Sales comes to 5.00M JPY/month at most (proven).",
        }[lang]
    )


def test_a_target_that_leads_away_and_one_past_its_bound_are_named(tmp_path: Path) -> None:
    rows = changed(SHOP["en"], visitors={"stated": 4000.0}, rate={"stated": 0.08})
    (brief,) = shop(tmp_path, "en", 1.5, *rows)
    *_, away, past = findings(brief)
    assert away == "The stated targets of Visitors lead away from the goal of Sales. Check the values and which way is better."
    assert past == "The stated targets of Rate lie outside their bounds. Correct one or the other."


def test_one_scenarios_check_stands_under_no_other_scenarios_name(tmp_path: Path) -> None:
    goals = [goal("en", 1, "percent", 1.5), goal("en", 3, "times", 1.2, scenario="S1", kpi="visitors")]
    book = workbook(tmp_path / "a.xlsx", SHOP["en"], goals, lang="en")
    heads = [head for head, _ in checks(briefs(book))]
    assert heads == ["Must-achieve", "S1", "What to ease"]
    (alone,) = shop(tmp_path, "en", 1.5)
    assert [head for head, _ in checks([alone])] == ["Reality check", "What to ease"]
