"""The page that compares says of every KPI what the scenarios' tabs say, and what differs between them."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import errors, jobs
from kpi_xl.book.chart import APART
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.labels import LANGS, Lang
from tests.book.test_charts import drawn, said
from tests.book.test_scenario_page import TABS, edited, goals, row_of, solved
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

COMPARE = {"ja": "比較", "en": "Compare"}
STAMP = datetime(2026, 1, 1)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ROLES = {"ja": ("必達", "その他", "現状比（倍）"), "en": ("must_achieve", "other", "times")}


def times(lang: Lang, *amounts: float) -> list[dict]:
    """The first is what must be achieved, the others are named by their place."""
    must, other, kind = ROLES[lang]
    return [
        {"role": other if place else must, "kind": kind, "amount": amount, "scenario": f"S{place}" if place else None}
        for place, amount in enumerate(amounts)
    ]


def compared(path: Path, lang: Lang, rows=None, *amounts: float) -> tuple[Path, jobs.Solved]:
    book = OpenpyxlBook.open(workbook(path / f"{lang}.xlsx", rows or SHOP[lang], times(lang, *amounts), None, lang))
    answer = jobs.solve(book)
    book.save(path / f"{lang}-solved.xlsx")
    return path / f"{lang}-solved.xlsx", answer


def shown(path: Path, sheet: str):
    return openpyxl.load_workbook(path, data_only=True)[sheet]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("amounts", [(1.5,), (1.5, 3.0, 1.2)], ids=len)
def test_every_kpi_stands_there_in_every_scenario(lang: Lang, amounts: tuple[float, ...], tmp_path: Path) -> None:
    path, answer = compared(tmp_path, lang, None, *amounts)
    page = shown(path, COMPARE[lang])
    assert len(answer.answers) == len(amounts)
    for name, kpi in answer.reading.tree.kpis.items():
        row, today = row_of(page, kpi.shown), answer.reading.tree.baseline[name]
        assert page.cell(row, 3).value == pytest.approx(today, rel=1e-12)
        for place, (_, solution) in enumerate(answer.answers):
            value = solution.values[name]
            found = [page.cell(row, 4 + 3 * place + at).value for at in range(2)]
            assert found == pytest.approx([value, value / today], rel=1e-9)


@pytest.mark.parametrize("lang", LANGS)
def test_each_goal_stands_above_with_its_verdict(lang: Lang, tmp_path: Path) -> None:
    path, _ = solved(tmp_path, lang)
    page = shown(path, COMPARE[lang])
    assert [page.cell(6, column).value for column in (1, 2)] == [SHOP[lang][0]["label"], SHOP[lang][0]["unit"]]
    assert [page.cell(6, column).value for column in (3, 4, 5, 7, 8)] == pytest.approx([1e6, 1.5e6, 1.5e6, 3e6, 3e6], rel=1e-9)
    assert [page.cell(6, column).value for column in (6, 9)] == ["◎", "◎"]
    assert (page.cell(4, 4).value, page.cell(4, 7).value) == TABS[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_it_says_which_scenario_alone_moves_a_lever_and_which_meets_a_bound(lang: Lang, tmp_path: Path) -> None:
    visitors, rate = (str(SHOP[lang][place]["name"]) for place in (1, 2))
    rows = changed(SHOP[lang], **{visitors: {"high": 5100.0}, rate: {"high": 0.02}})
    path, _ = compared(tmp_path, lang, rows, 1.0, 1.5)  # times 1 is met today, so it moves nothing
    page = shown(path, COMPARE[lang])
    found = {row[0].value: row[6 + 3].value for row in page.iter_rows(min_row=row_of(page, str(SHOP[lang][0]["label"])), max_col=10)}
    tab = TABS[lang][0]
    only, high = ("動くのはS1だけ。", "上限に到達。") if lang == "ja" else ("Moved only by S1. ", "at its high bound. ")
    colon = "：" if lang == "ja" else ": "
    assert found[SHOP[lang][1]["label"]] == f"{only}S1{colon}{high}"
    assert found[SHOP[lang][2]["label"]] == f"{tab}{colon}{high}S1{colon}{high}"
    assert found[SHOP[lang][3]["label"]] == only
    assert found[SHOP[lang][0]["label"]] in (None, "")


@pytest.mark.parametrize("lang", LANGS)
def test_where_nothing_differs_it_says_so(lang: Lang, tmp_path: Path) -> None:
    page = shown(solved(tmp_path, lang)[0], COMPARE[lang])
    words = {"ja": "動くKPIは同じで、上限・下限に達するものもありません。", "en": "The same levers move, and none comes to a bound."}
    assert page.cell(row_of(page, str(SHOP[lang][0]["label"])), 10).value == words[lang]


@pytest.mark.libreoffice
def test_it_follows_what_is_typed_on_a_tab_and_on_the_tree(tmp_path: Path) -> None:
    path, _ = solved(tmp_path, "ja")

    def halve(book: openpyxl.Workbook) -> None:
        book["挑戦目標"].cell(row_of(book["挑戦目標"], "訪問者"), 4).value /= 2
        book["KPIツリー"]["C7"] = 20_000.0

    after = edited(path, "typed", halve)
    values = recalculate([after])[after]
    assert values["比較!H6"] == pytest.approx(1_500_000, rel=1e-9)
    assert [values[f"比較!{cell}"] for cell in ("C6", "D6", "E6")] == pytest.approx([2e6, 3e6, 1.5e6], rel=1e-9)
    assert (values["比較!F6"], values["比較!I6"]) == ("×", "×")
    assert values["比較!G1"] == "⚠ 入力が変わりました。再逆算してください"


@pytest.mark.libreoffice
def test_every_cached_value_is_what_libreoffice_computes_with_one_scenario_and_with_many(tmp_path: Path) -> None:
    rows = changed(SHOP["en"], visitors={"high": 6000.0}, rate={"high": 0.03})
    rows = (*rows, {"label": "Delay", "name": "delay", "baseline": 0.0, "unit": "days", "better": "lower", "low": -5.0, "high": 5.0})
    rows = (*rows, {"label": "Score", "name": "score", "baseline": "=sales/1000-delay*ROW(C3)", "unit": "", "better": "higher"})
    paths = []
    for place, (amounts, extra) in enumerate(
        [((1.5,), []), ((1.2, 3.0, 20.0), [{"kpi": "sales", "kind": "times", "amount": 1.1, "scenario": "S 4"}])]
    ):
        book = OpenpyxlBook.open(workbook(tmp_path / f"{place}.xlsx", rows, times("en", *amounts) + extra, None, "en"))
        jobs.solve(book)
        paths.append(tmp_path / f"{place}-solved.xlsx")
        book.save(paths[-1])
    values = recalculate(paths)
    for path in paths:
        formulas, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        for sheet in ("Compare", "Simulator"):
            for cell in (cell for row in formulas[sheet].iter_rows() for cell in row if cell.data_type == "f"):
                ours, theirs = cached[sheet][cell.coordinate].value, values[path].get(f"{sheet}!{cell.coordinate}")
                expected = pytest.approx(theirs, rel=1e-9, abs=1e-12) if isinstance(theirs, float | int) else theirs
                assert ours == expected or (ours in (None, "") and theirs in (None, "")), f"{sheet}!{cell.coordinate} {cell.value}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_chart_has_a_series_per_scenario_and_the_ratio_of_every_lever(lang: Lang, tmp_path: Path) -> None:
    path, answer = solved(tmp_path, lang)
    chart = next(chart for chart in drawn(path) if [each.get("val") for each in chart.iter(f"{C}overlap")] == [str(APART)])
    series = list(chart.iter(f"{C}ser"))
    assert [said(each, f"{C}tx//{C}v") for each in series] == [[tab] for tab in TABS[lang]]
    for each, (_, solution) in zip(series, answer.answers, strict=True):
        assert said(each, f"{C}cat//{C}v") == [row["label"] for row in SHOP[lang][1:]]
        ratios = [solution.levers[str(row["name"])].ratio for row in SHOP[lang][1:]]
        assert [float(number) for number in said(each, f"{C}val//{C}v")] == pytest.approx(ratios, rel=1e-12)


def content(path: Path) -> tuple[dict[str, list], dict[str, bytes]]:
    """Every cell of every sheet but the run log, and every part that is neither a sheet nor numbered by the file library."""
    book = openpyxl.load_workbook(path)
    cells = {
        sheet.title: [(cell.coordinate, cell.value, cell.number_format) for row in sheet for cell in row]
        for sheet in book
        if sheet.title != "実行記録"
    }
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if not name.startswith(("xl/worksheets/sheet", "xl/styles", "docProps"))]
        return cells, {name: package.read(name) for name in names}


def test_ten_runs_change_nothing_but_the_run_log(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHOP["ja"], goals("ja"))
    seen = []
    for run in range(10):
        book = OpenpyxlBook.open(path)
        jobs.solve(book)
        path = tmp_path / f"{run}.xlsx"
        book.save(path, STAMP)
        seen.append(content(path))
    assert sum(name.startswith("xl/charts/") for name in seen[0][1]) == 8
    assert all(each == seen[0] for each in seen)


@pytest.mark.parametrize("sheet", ["比較", "シミュレーター"])
def test_a_sheet_of_the_users_that_has_the_pages_name_is_left_alone(sheet: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHOP["ja"], goals("ja"))
    users = openpyxl.load_workbook(path)
    users.create_sheet(sheet)["A1"] = "mine"
    users.save(path)
    book = OpenpyxlBook.open(path)
    with pytest.raises(errors.Problems) as found:
        jobs.solve(book)
    assert found.value.problems[0].sentence("ja") == (
        f"シート「{sheet}」は kpi_xl が作成したページではないため、変更しません。"
        "シート名を変えて再実行するか、--adopt を付けて実行してください（シートの内容は置き換わります）。"
    )
    assert "必達目標" not in book.sheets()
    jobs.solve(book, adopt=True)
    assert book.marker(sheet) is not None


def test_the_tree_itself_is_never_painted_over_whatever_its_sheet_is_called(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHOP["ja"], goals("ja"))
    users = openpyxl.load_workbook(path)
    users["目標"].title = "比較"
    users.save(path)
    with pytest.raises(errors.Problems) as found:
        jobs.solve(OpenpyxlBook.open(path), adopt=True)
    assert isinstance(found.value.problems[0], errors.SheetTaken)


@pytest.mark.parametrize(("lang", "name"), [("ja", "比較"), ("ja", "simulator"), ("en", "COMPARE"), ("en", "シミュレーター")])
def test_no_scenario_can_take_a_pages_name(lang: Lang, name: str, tmp_path: Path) -> None:
    goal = {"role": ROLES[lang][1], "kind": ROLES[lang][2], "amount": 2.0, "scenario": name}
    path = workbook(tmp_path / "a.xlsx", SHOP[lang], [goal], None, lang)
    with pytest.raises(errors.Problems) as found:
        jobs.solve(OpenpyxlBook.open(path))
    (problem,) = found.value.problems
    assert problem.sentence("ja") == (
        f"{'目標' if lang == 'ja' else 'Goals'}!C2：シナリオ「{name}」はシート名に使えません（自動で作るページの名前です）。別の名前にしてください。"
    )
