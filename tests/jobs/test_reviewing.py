"""Looking back: the page says what the figures say, in whichever month somebody chooses on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import errors, jobs
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.reader import open_book, read_book
from kpi_xl.book.review_months import periods
from kpi_xl.book.review_page import PERIOD_ROW
from kpi_xl.book.review_rows import shown_columns
from kpi_xl.book.scenario_table import THRESHOLDS
from kpi_xl.book.settings import USUAL_FAIR
from kpi_xl.calc.cells import Address, Formula
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.jobs import Export, Reviewed
from kpi_xl.labels import LANGS, Lang
from kpi_xl.plan.month import Month
from kpi_xl.plan.review import Review
from kpi_xl.plan.track import Stretch
from tests.support.workbooks import SHOP, changed, workbook

TODAY = date(2026, 12, 15)
SHEET = {"ja": "振り返り", "en": "Review"}
FIGURES = """month,{0},{1},{2}
2026-04,980000,5100,2.0%
2026-05,,5300,2.1%
2026-06,1300000,5200,2.4%
2026-08,1000000,4000,
"""


def shop(folder: Path, lang: Lang = "ja", text: str = FIGURES) -> Path:
    """The shop with a level and a cost among its rows, and actuals."""
    sales, visitors, rate, _ = (str(row["name"]) for row in SHOP[lang])
    better = {"ja": "小さいほど良い", "en": "lower"}[lang]
    more = (
        {"label": "Members", "name": "members", "baseline": f"={visitors}*2", "unit": "人" if lang == "ja" else "people"},
        {
            "label": "CAC",
            "name": "cac",
            "baseline": f"=5000000/{visitors}",
            "unit": "円/人" if lang == "ja" else "JPY/person",
            "better": better,
        },
    )
    rows = (*changed(SHOP[lang], **{visitors: {"owner": "田中"}}), *more)
    path = workbook(folder / "shop.xlsx", rows, (), {"kgi": sales}, lang)
    book = OpenpyxlBook.open(path)
    jobs.actuals(book, Export(text.format(sales, visitors, rate).encode(), "d.csv"), TODAY)
    book.save(path)
    return path


def reviewed(path: Path, month: str | None = None, quarter: bool = False) -> Reviewed:
    book = OpenpyxlBook.open(path)
    done = jobs.review(book, Month.parse(month) if month else None, quarter, TODAY)
    book.save(path)
    return done


def replanned(path: Path, month: str) -> None:
    book = OpenpyxlBook.open(path)
    assert not jobs.replan(book, Month.parse(month), now=datetime.combine(TODAY, time())).holds
    book.save(path)


def table(path: Path, lang: Lang, chosen: str) -> dict[str, dict[str, object]]:
    """The rows of the table by KPI, as they are calculated when somebody chooses a period."""
    book = OpenpyxlBook.open(path)
    book.set_cell(SHEET[lang], PERIOD_ROW, 2, chosen)
    cells = open_book(book).cells
    keys = shown_columns(2)
    heads = {
        at.row for at, content in cells.contents.items() if at.sheet == SHEET[lang] and at.column == 4 + 8 and content not in (None, "")
    }
    first = min(heads) + 1
    wanted = [Address(SHEET[lang], row, column) for row in range(first, first + 6) for column in range(1, len(keys) + 1)]
    made = evaluate_cells(cells, [at for at in wanted if isinstance(cells.contents.get(at), Formula)])
    values = {at: made.get(at, cells.contents.get(at)) for at in wanted}
    return {
        str(values[Address(SHEET[lang], row, 1)]): {key: values[Address(SHEET[lang], row, column)] for column, key in enumerate(keys, 1)}
        for row in range(first, first + 6)
    }


@pytest.fixture(scope="module")
def looked_back(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Lang, bool], tuple[Path, Review]]:
    """The shop looked back on, planned again before or not: each made once, and only read."""

    @cache
    def made(lang: Lang, again: bool) -> tuple[Path, Review]:
        path = shop(tmp_path_factory.mktemp("shop"), lang)
        if again:
            replanned(path, "2026-05")
        return path, reviewed(path, "2026-08").review

    return made


@pytest.mark.parametrize("again", [False, True], ids=["as planned", "planned again"])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("place", [3, 4, 7, 9, 12, 14, 16])
def test_the_live_table_says_what_the_figures_say_in_any_period(
    looked_back: Callable[[Lang, bool], tuple[Path, Review]], lang: Lang, place: int, again: bool
) -> None:
    path, review = looked_back(lang, again)
    assert [len(plans.plans) for _, plans in review.plans] == [1 + again] * 2
    chosen = periods(review.base.months, lang, review.base.months[0].month)[place]
    stretch = Stretch(*(review.base.months.index(Month.parse(part)) for part in (chosen[:7], chosen[-7:])))
    found = table(path, lang, chosen)
    assert len(found) == 6
    for name, kpi in review.tree.kpis.items():
        row, track, second = found[kpi.shown], review.track(name), review.track(name, review.plans[1][1].shown)
        ahead = review.ahead(name, stretch.last)
        fair, poor = (0.9, 0.7), (0.7, 0.5)
        said = {
            "plan": track.planned(stretch),
            "actual": track.reached(stretch),
            "gap": track.gap(stretch),
            "achieved": track.achievement(stretch),
            "status": track.status(stretch, *fair),
            "trend": track.trend(stretch.last),
            "second": second.planned(stretch),
            "second_status": second.status(stretch, *poor),
            "to_date_plan": ahead.planned(Stretch(0, stretch.last)),
            "to_date": ahead.reached(Stretch(0, stretch.last)),
            "pace": ahead.achievement(Stretch(0, stretch.last)),
            "linear": ahead.linear(stretch.last),
            "by_shape": ahead.by_shape(stretch.last),
            "end": ahead.end,
            "required": ahead.required(stretch.last),
        }
        for key, value in said.items():
            expected = "" if value is None else pytest.approx(value, rel=1e-9) if isinstance(value, float) else value
            assert row[key] == expected, (name, key)


def test_the_page_says_for_which_period_it_was_made(tmp_path: Path) -> None:
    path = shop(tmp_path)
    reviewed(path, "2026-06")
    flag = Address("振り返り", PERIOD_ROW, 3)
    book = OpenpyxlBook.open(path)
    for chosen, said in (("2026-06", "最新"), ("2026-05", "⚠ もう一度「振り返り」を実行してください")):
        book.set_cell("振り返り", PERIOD_ROW, 2, chosen)
        assert evaluate_cells(open_book(book).cells, [flag])[flag] == said


def test_the_sentences_say_it_in_at_most_eight(tmp_path: Path) -> None:
    said = reviewed(shop(tmp_path), "2026-06", quarter=True).sentences
    assert said[0].startswith("2026-04〜2026-06の月間売上は")
    assert len(said) <= 8
    english = reviewed(shop(tmp_path / "..", "en"), "2026-06").sentences
    assert english[0].startswith("2026-06: Sales came to 1.30M JPY, ")
    assert len(english) <= 8


def test_the_owner_of_a_loss_is_named(tmp_path: Path) -> None:
    said = reviewed(shop(tmp_path)).sentences
    assert any("訪問者（-" in sentence and "担当：田中" in sentence for sentence in said)


def test_without_a_month_it_is_the_last_one_with_actuals(tmp_path: Path) -> None:
    assert reviewed(shop(tmp_path)).sentences[0].startswith("2026-08の")


def test_a_month_without_actuals_says_so_and_splits_nothing(tmp_path: Path) -> None:
    done = reviewed(shop(tmp_path), "2026-10")
    assert len(done.sentences) == 1
    assert "実績がまだ入力されていません" in done.sentences[0]
    assert done.review.split.gap is None


def test_reviewing_again_changes_nothing(tmp_path: Path) -> None:
    path = shop(tmp_path)
    reviewed(path, "2026-06")
    before = path.read_bytes()
    contents = OpenpyxlBook.open(path).contents()
    reviewed(path, "2026-06")
    assert OpenpyxlBook.open(path).contents() == contents
    assert len(path.read_bytes()) == pytest.approx(len(before), rel=0.01)


def test_what_is_typed_later_shows_at_once(tmp_path: Path) -> None:
    path = shop(tmp_path)
    reviewed(path, "2026-08")
    book = openpyxl.load_workbook(path)
    sheet = book["実績"]
    column = next(cell.column for cell in sheet[7] if cell.value == "2026-07")
    row = next(cell.row for cell in sheet["B"] if cell.value == "訪問者数")
    sheet.cell(row, column).value = 4321
    book.save(path)
    assert table(path, "ja", "2026-07")["訪問者"]["actual"] == 4321.0


def test_without_actuals_or_outside_the_plan_there_is_nothing_to_look_back_on(tmp_path: Path) -> None:
    path = workbook(tmp_path / "shop.xlsx", SHOP["ja"])
    with pytest.raises(errors.NoActualsYet) as caught:
        reviewed(path)
    assert caught.value.sentence("ja") == (
        "実績：実績がまだありません。シート「実績」に毎月の実績を入力するか、kpi-xl actuals ファイル名 data.csv で取り込んでください。"
    )
    with pytest.raises(errors.MonthOutsidePlan):
        reviewed(shop(tmp_path), "2031-01")


def test_a_sheet_of_the_users_is_not_painted_over(tmp_path: Path) -> None:
    path = shop(tmp_path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("振り返り")
    book.save(path)
    with pytest.raises(errors.Problems) as caught:
        reviewed(path, "2026-06")
    assert caught.value.problems[0].code == "sheet_taken"


def test_the_settings_say_from_where_a_kpi_counts_as_fair(tmp_path: Path) -> None:
    path = shop(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["設定"]
    sheet["A3"], sheet["B3"] = "○の基準（必達）", "95%"
    sheet.tables["tbl_settings"].ref = sheet.tables["tbl_settings"].ref[:-1] + "3"
    book.save(path)
    assert read_book(OpenpyxlBook.open(path)).settings.fair == 0.95
    review, found = reviewed(path, "2026-05").review, table(path, "ja", "2026-05")
    for name, kpi in review.tree.kpis.items():
        assert found[kpi.shown]["status"] == (review.track(name).status(review.months, 0.95, 0.75) or "")
    book["設定"]["B3"] = "120%"
    book.save(path)
    with pytest.raises(errors.Problems) as caught:
        reviewed(path)
    assert (
        caught.value.sentence("ja")
        == "設定!B3：「120%」は○の基準として使えません。90%のように、0%より大きく100%以下の割合を入力してください。"
    )


def test_a_new_workbook_starts_with_the_usual_thresholds() -> None:
    assert {"fair": f"{THRESHOLDS['must_achieve'][0]:.0%}", "stretch_fair": f"{THRESHOLDS['stretch'][0]:.0%}"} == USUAL_FAIR
