"""The page of reasons says where every number comes from, in sentences that follow what is typed."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.checks import summary as reality
from kpi_xl.book.formula_lines import MOST_FORMULAS
from kpi_xl.book.lever_lines import MOST_LEVERS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.rationale_page import rationale_page
from kpi_xl.book.scenario_page import scenario_page
from kpi_xl.book.tabs import Tab
from kpi_xl.book.valued import cells_with, valued
from kpi_xl.book.way_out import way_out
from kpi_xl.labels import LANGS, Lang
from tests.book.explained import SHEET, explained, goal, hard, lines, said
from tests.book.test_scenario_page import FRESH, STALE, TABS, edited, row_of
from tests.solve.large import large_rows
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed


@pytest.mark.parametrize(
    ("kind", "amount", "ja", "en"),
    [
        ("times", 3.0, "現状 100.00万円/月 × 3倍 = 300.00万円/月", "Today's 1.00M JPY/month × 3 = 3.00M JPY/month"),
        ("percent", 1.5, "前年 80.00万円/月 × 150% = 120.00万円/月", "Last year's 800,000 JPY/month × 150% = 1.20M JPY/month"),
        (
            "times_industry",
            2.5,
            "業界平均 50.00万円/月 × 2.5倍 = 125.00万円/月",
            "Industry average 500,000 JPY/month × 2.5 = 1.25M JPY/month",
        ),
        ("value", 1.6e6, "160.00万円/月と指定された目標です。", "1.60M JPY/month, as specified."),
    ],
)
def test_every_kind_of_goal_is_worked_out_in_words(kind: str, amount: float, ja: str, en: str, tmp_path: Path) -> None:
    for lang, expected in (("ja", ja), ("en", en)):
        kgi = str(SHOP[lang][0]["name"])
        rows = changed(SHOP[lang], **{kgi: {"last_year": 8e5, "industry": 5e5}})
        _, page, _ = explained(tmp_path, lang, [goal(lang, kind, amount)], rows)
        assert said(page, {"ja": "目標値の根拠", "en": "How it was set"}[lang]) == [expected]


@pytest.mark.parametrize("lang", LANGS)
def test_a_goal_is_said_with_its_reasons_its_answer_and_its_levers(lang: Lang, tmp_path: Path) -> None:
    prose = {"due": datetime(2027, 3, 31), "why": "Because.", "future": "A future."}
    _, page, solved = explained(tmp_path, lang, [goal(lang, "percent", 1.5, **prose)])
    first = lines(page)
    assert (
        first[:7]
        == {
            "ja": [
                ("必達目標", ""),
                ("目標", "月間売上を100.00万円/月から150.00万円/月にします（1.50倍）。"),
                ("目標値の根拠", "現状 100.00万円/月 × 150% = 150.00万円/月（前年の値が空欄のため、現状値を使いました）"),
                ("期限", "2027/3/31"),
                ("なぜ重要か", "Because."),
                ("実現する未来", "A future."),
                ("結果", "この計画では月間売上は150.00万円/月になり、目標を満たします。"),
            ],
            "en": [
                ("Must-achieve", ""),
                ("Goal", "Bring Sales from 1.00M JPY/month to 1.50M JPY/month (x1.50)."),
                ("How it was set", "Today's 1.00M JPY/month × 150% = 1.50M JPY/month (last year's value is blank, so today's was used)"),
                ("Due", "2027-03-31"),
                ("Why", "Because."),
                ("Future", "A future."),
                ("Outcome", "With this plan Sales comes to 1.50M JPY/month, which meets the goal."),
            ],
        }[lang]
    )
    assert first[8] == ({"ja": "現実チェック", "en": "Reality check"}[lang], reality(solved.briefs[0]))
    # 1.5 = f cubed: each of the three levers becomes 1.1447 times today.
    assert said(page, str(SHOP[lang][1]["label"])) == [
        {
            "ja": "5,000人/月から5,724人/月へ（1.14倍）。上限はありません。",
            "en": "From 5,000 visitors/month to 5,724 visitors/month (x1.14). No high bound.",
        }[lang]
    ]
    assert said(page, str(SHOP[lang][2]["label"])) == [
        {
            "ja": "2%から2.289%へ（1.14倍）。上限は5%で、まだ余裕があります。",
            "en": "From 2% to 2.289% (x1.14). Its high bound of 5% leaves room.",
        }[lang]
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_a_computed_kpi_is_said_in_words_then_with_todays_numbers_and_every_scenarios(lang: Lang, tmp_path: Path) -> None:
    _, page, _ = explained(tmp_path, lang, [goal(lang, "percent", 1.5), goal(lang, "percent", 3.0, "dare")])
    assert (
        lines(page)[-4:]
        == {
            "ja": [
                ("月間売上", "月間売上 = 訪問者 × 転換率 × 客単価"),
                ("現状", "5,000 × 2% × 1.00万円 = 100.00万円/月"),
                ("必達目標", "5,724 × 2.289% × 1.14万円 = 150.00万円/月"),
                ("挑戦目標", "7,211 × 2.884% × 1.44万円 = 300.00万円/月"),
            ],
            "en": [
                ("Sales", "Sales = Visitors × Rate × Price"),
                ("Today", "5,000 × 2% × 10,000 = 1.00M JPY/month"),
                ("Must-achieve", "5,724 × 2.289% × 11,447 = 1.50M JPY/month"),
                ("Stretch", "7,211 × 2.884% × 14,422 = 3.00M JPY/month"),
            ],
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_what_nobody_wrote_is_left_out(lang: Lang, tmp_path: Path) -> None:
    _, page, _ = explained(tmp_path, lang, [goal(lang, "percent", 1.5)])
    heads = {head for head, _ in lines(page)}
    assert not heads & {"期限", "なぜ重要か", "実現する未来", "Due", "Why", "Future"}


@pytest.mark.parametrize("lang", LANGS)
def test_must_achieve_comes_first_wherever_it_stands_among_the_goals(lang: Lang, tmp_path: Path) -> None:
    _, page, _ = explained(tmp_path, lang, [goal(lang, "percent", 3.0, "dare"), goal(lang, "percent", 1.5)])
    heads = [head for head, sentence in lines(page) if not sentence]
    assert [head for head in heads if head in TABS[lang]] == list(TABS[lang])


@pytest.mark.parametrize("lang", LANGS)
def test_out_of_reach_it_says_what_the_tab_says_would_do(lang: Lang, tmp_path: Path) -> None:
    rows = tuple({**row, **({} if "high" in row or place == 0 else {"high": row["baseline"]})} for place, row in enumerate(SHOP[lang]))
    _, page, solved = explained(tmp_path, lang, [goal(lang, "times", 9.0)], rows)
    head, outcome, at = {
        "ja": (
            "届かせるには",
            "この計画では月間売上は250.00万円/月になり、目標を満たしません。",
            "2%から5%へ（2.50倍）。上限の5%に達しています。",
        ),
        "en": (
            "What would do",
            "With this plan Sales comes to 2.50M JPY/month, which does not meet the goal.",
            "From 2% to 5% (x2.50). It has come to its high bound of 5%.",
        ),
    }[lang]
    assert said(page, head) == [way_out(solved.briefs[0])]
    assert outcome in said(page, {"ja": "結果", "en": "Outcome"}[lang])
    assert said(page, str(SHOP[lang][2]["label"])) == [at]
    assert said(page, {"ja": "逆算方法", "en": "Strategy"}[lang]) == [
        {
            "ja": "「負担最小」で逆算しました。結果：この条件では届きません。以下は最も近い案です。",
            "en": 'Solved with "Least effort". Outcome: out of reach within these bounds. What follows is the closest plan.',
        }[lang]
    ]


def test_an_agreed_value_is_named_as_one(tmp_path: Path) -> None:
    path, _, _ = explained(tmp_path, "ja", [goal("ja", "percent", 1.5)])
    book = openpyxl.load_workbook(path)
    tab = book["必達目標"]
    tab.cell(row_of(tab, "客単価"), 10).value = 11_000.0
    book.save(path)
    again = OpenpyxlBook.open(path)
    solved = jobs.solve(again)
    page = rationale_page([Tab(brief, scenario_page(brief)) for brief in solved.briefs])
    (page,) = valued([page], cells_with(again, [page]))
    assert said(page, "客単価") == ["1.00万円から1.10万円へ（1.10倍）。上限はありません。話し合いで決めた合意値です。"]


@pytest.mark.parametrize(
    ("strategy", "ja"),
    [
        ("均等倍率", "「均等倍率」：難易度が同じKPIを同じ倍率だけ良くし、上限・下限に達したものはそこで止めました。"),
        ("個別目標へ", "「個別目標へ」：どのKPIも、現状から個別目標までの道のりの同じ割合だけ進めました。進めた割合は31.7%です。"),
        ("優先順位", "「優先順位」：優先順位の順に1つずつ、目標に届くか上限・下限に達するまで動かしました。"),
    ],
)
def test_the_strategy_is_said_in_a_sentence(strategy: str, ja: str, tmp_path: Path) -> None:
    # Toward 9,000 and 4% sales would be 3.6 times today; 1.5 is log 1.5 / log 3.6 = 31.7% of that way.
    _, page, _ = explained(tmp_path, "ja", [goal("ja", "percent", 1.5)], strategy=strategy)
    assert said(page, "逆算方法")[0].startswith(ja)


def test_references_are_said_by_what_they_mean(tmp_path: Path) -> None:
    _, page, _ = hard(tmp_path, "en")
    found = dict(lines(page))
    assert found["KGI 1"] == "KGI 1 = A + B + C − Cost × (1 − Cut) ^ 2 + (Fee if Cut ≥ 10%, otherwise 0) + smallest of(A, B) ÷ 1,000"
    assert found["B"] == "B = Others × Price × Inputs!B2"
    assert found["C"] == "C = (−Inputs!B3) × Guests + Guests × 2"
    today = [sentence for head, sentence in lines(page) if head == "Today"]
    assert today[2:] == ["0 × 5,000 × 1.25 = 0.00 JPY/month", "(−(-3)) × 1,000 + 1,000 × 2 = 5,000 JPY/month"]


@pytest.mark.libreoffice
def test_every_sentence_is_what_libreoffice_says(tmp_path: Path) -> None:
    paths = {lang: hard(tmp_path, lang)[0] for lang in LANGS}
    shown = recalculate(paths.values())
    for lang, path in paths.items():
        formulas, cached = (openpyxl.load_workbook(path, data_only=only)[SHEET[lang]] for only in (False, True))
        cells = [cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
        assert len(cells) > 100
        for cell in cells:
            ours, theirs = cached[cell.coordinate].value, shown[path].get(f"{SHEET[lang]}!{cell.coordinate}")
            assert ours == theirs or (ours in (None, "") and theirs in (None, "")), f"{cell.coordinate} {cell.value}"


@pytest.mark.libreoffice
def test_the_sentences_follow_what_is_typed_afterwards(tmp_path: Path) -> None:
    rows = changed(SHOP["ja"], 売上={"last_year": None})
    path, page, _ = explained(tmp_path, "ja", [goal("ja", "percent", 1.5, why="まえ")], rows)

    def type_in(book: openpyxl.Workbook) -> None:
        tree, goals, tab = book["KPIツリー"], book["目標"], book["必達目標"]
        tree.cell(4, [cell.value for cell in tree[3]].index("前年") + 1).value = 8e5
        goals.cell(2, [cell.value for cell in goals[1]].index("なぜ重要か") + 1).value = "あと"
        tab.cell(row_of(tab, "転換率"), 4).value = 0.05

    after = edited(path, "typed", type_in)
    values = recalculate([after])[after]
    rows_of = {
        head: row
        for row, (head, _) in zip(sorted({row for row, column in page.cells if column <= 2 and row >= 5}), lines(page), strict=True)
    }
    now = {head: values[f"算出根拠!B{row}"] for head, row in rows_of.items() if f"算出根拠!B{row}" in values}
    assert now["目標値の根拠"] == "前年 80.00万円/月 × 150% = 120.00万円/月"
    assert now["なぜ重要か"] == "あと"
    assert now["転換率"] == "2%から5%へ（2.50倍）。上限の5%に達しています。"
    assert now["必達目標"] == "5,724 × 5% × 1.14万円 = 327.59万円/月"
    assert values["算出根拠!A3"] == STALE["ja"]
    assert page.cells[3, 1].value == FRESH["ja"]


@pytest.mark.parametrize("lang", LANGS)
def test_no_formula_is_longer_than_excel_allows_whatever_the_sheets_are_called(lang: Lang, tmp_path: Path) -> None:
    _, page, _ = hard(tmp_path, lang)
    formulas = [cell.formula for cell in page.cells.values() if cell.formula]
    assert max(map(len, formulas)) < 8_192
    assert max(len(text) for formula in formulas for text in re.findall(r'"((?:[^"]|"")*)"', formula)) <= 255


@pytest.mark.parametrize("lang", LANGS)
def test_every_row_is_as_high_as_its_words_need(lang: Lang, tmp_path: Path) -> None:
    _, page, _ = hard(tmp_path, lang)
    heads = [page.cells[row, 1].value for row in sorted(page.heights) if (row, 1) in page.cells and row >= 5]
    heights = dict(zip(heads, (page.heights[row] for row in sorted(page.heights) if (row, 1) in page.cells and row >= 5), strict=True))
    why, goal_ = {"ja": ("なぜ重要か", "目標"), "en": ("Why", "Goal")}[lang]
    assert heights[why] > 3 * heights[goal_]
    assert not page.merges


def test_no_english_stands_on_the_japanese_page(tmp_path: Path) -> None:
    _, page, _ = explained(tmp_path, "ja", [goal("ja", "percent", 1.5), goal("ja", "times", 30.0, "dare", why="理由")])
    words = {word for (_, column), cell in page.cells.items() if column <= 2 for word in re.findall("[A-Za-z]+", str(cell.value or ""))}
    assert words <= {"KPI", "KGI"}


def test_of_a_large_tree_it_says_what_it_leaves_out(tmp_path: Path) -> None:
    formulas, levers = large_rows(400)
    rows = [{"label": name, "name": name, "baseline": formula} for name, formula in formulas.items()]
    rows += [{"label": each.name, "name": each.name, "baseline": each.baseline, "unit": each.unit} for each in levers]
    _, page, _ = explained(tmp_path, "en", [goal("en", "times", 1.5, kpi="goal")], rows, kgi="goal")
    said_ = [sentence for head, sentence in lines(page) if not head]
    assert f'There are 300 levers; the {MOST_LEVERS} that move most are shown here. The sheet "Must-achieve" has all of them.' in said_
    assert (
        said_[-1]
        == f'100 KPIs are computed; the {MOST_FORMULAS} nearest the top of the tree are shown here. The sheet "KPI Tree" has all of them.'
    )
    assert max(row for row, column in page.cells if column <= 2) < 200


def test_it_prints_on_a4_across_with_its_title_and_without_what_is_hidden(tmp_path: Path) -> None:
    path, page, _ = explained(tmp_path, "ja", [goal("ja", "percent", 1.5)])
    sheet = openpyxl.load_workbook(path)["算出根拠"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.print_title_rows) == ("landscape", 1, "$1:$4")
    assert all(sheet.column_dimensions[letters].hidden for letters in ("C", "D"))
    assert {column for _, column in page.cells} == {1, 2, 3, 4}


@pytest.mark.libreoffice
def test_a_number_that_cannot_be_calculated_leaves_the_sentence_standing(tmp_path: Path) -> None:
    rows = (
        *(({**row, "high": row["baseline"]} if "high" not in row and place else row) for place, row in enumerate(SHOP["ja"])),
        {"label": "余力", "name": "余力", "baseline": "=訪問者数/(0.05-転換率)", "unit": "人/月"},
    )
    path, page, _ = explained(tmp_path, "ja", [goal("ja", "times", 9.0)], rows, kgi="売上")
    row, sentence = max((row, cell.value) for (row, column), cell in page.cells.items() if column == 2)
    assert sentence == "5,000 ÷ (0.05 − 5%) = —人/月"
    assert recalculate([path])[path][f"算出根拠!B{row}"] == sentence
