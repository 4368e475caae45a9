"""The page that draws the tree says of every KPI what the scenarios' tabs say, marks what it is, and leads to its rows."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import jobs
from kpi_xl.book.layout import PAGE_SHEETS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Page
from kpi_xl.book.scenario_page import scenario_page
from kpi_xl.book.tabs import Tab, width_of
from kpi_xl.book.templates import template_path
from kpi_xl.book.tree_page import tree_page
from kpi_xl.book.tree_paper import fitting
from kpi_xl.book.valued import cells_with, valued
from kpi_xl.labels import LANGS, Lang
from tests.book.test_scenario_page import FRESH, STALE, TABS, edited, row_of
from tests.support.libreoffice import recalculate
from tests.support.workbooks import SHOP, changed, workbook

TREE = {"ja": "ツリー図", "en": "Tree"}
ROLES = {"ja": ("必達", "挑戦", "その他"), "en": ("must_achieve", "stretch", "other")}
TIMES = {"ja": "現状比（倍）", "en": "times"}
LOOKS = ("kpi_tree_kgi", "kpi_tree_computed", "kpi_tree_lever", "kpi_tree_constant", "kpi_tree_again")
USED = {"ja": ("訪問者数", "売上"), "en": ("visitors", "sales")}


def times(lang: Lang, *amounts: float) -> list[dict]:
    must, stretch, other = ROLES[lang]
    roles = [must, stretch, *[other] * 8]
    return [
        {"role": role, "kind": TIMES[lang], "amount": amount, "scenario": f"S{place}" if place > 1 else None}
        for place, (role, amount) in enumerate(zip(roles, amounts, strict=False))
    ]


def shop(lang: Lang) -> tuple:
    """The shop, with a KPI that uses two of its rows again, and its price locked."""
    visitors, sales = USED[lang]
    label, name, unit = {"ja": ("訪問者あたり売上", "単価", "円/人"), "en": ("Sales per visitor", "per_visitor", "JPY/visitor")}[lang]
    extra = {"label": label, "name": name, "baseline": f"={sales}/{visitors}", "unit": unit}
    locked = {"ja": "はい", "en": "yes"}[lang]
    return (*changed(SHOP[lang], **{str(SHOP[lang][3]["name"]): {"locked": locked}}), extra)


def painted(source: Path, target: Path) -> tuple[Path, jobs.Solved, Page]:
    """Solve a workbook and paint the drawing beside what solving paints."""
    book = OpenpyxlBook.open(source)
    answer = jobs.solve(book)
    tabs = [Tab(brief, scenario_page(brief)) for brief in answer.briefs]
    page = tree_page(tabs)
    book.write(valued([page], cells_with(book, [*(tab.page for tab in tabs), page])))
    book.save(target)
    return target, answer, page


def drawn(path: Path, lang: Lang, rows=None, goals=None) -> tuple[Path, jobs.Solved, Page]:
    rows = rows or SHOP[lang]
    source = workbook(path / f"{lang}.xlsx", rows, goals or times(lang, 1.5, 3.0), {"kgi": rows[0]["name"]}, lang)
    return painted(source, path / f"{lang}-drawn.xlsx")


def names(sheet) -> dict[str, openpyxl.cell.Cell]:
    """The cell above the values of every KPI, by the words in it without marks and unit; references keep their arrow."""
    cells = [cell for row in sheet.iter_rows(min_row=6) for cell in row if cell.style in LOOKS]
    return {re.sub(r"（[^（]*）$| \([^(]*\)$|^★ |^└ ", "", str(cell.value)): cell for cell in cells}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("amounts", [(1.5,), (1.5, 3.0), (1.5, 3.0, 1.2, 2.0, 2.5)], ids=len)
def test_below_each_name_stand_today_and_every_scenario(lang: Lang, amounts: tuple[float, ...], tmp_path: Path) -> None:
    path, answer, _ = drawn(tmp_path, lang, None, times(lang, *amounts))
    sheet = openpyxl.load_workbook(path, data_only=True)[TREE[lang]]
    found = names(sheet)
    assert sorted(found) == sorted(kpi.shown for kpi in answer.reading.tree.kpis.values())
    for name, kpi in answer.reading.tree.kpis.items():
        box = found[kpi.shown]
        assert box.offset(1).value == pytest.approx(answer.reading.tree.baseline[name], rel=1e-12)
        for place, (_, solution) in enumerate(answer.answers):
            target = box.offset(1 + place // 2, 1 + 2 * (place % 2))
            assert target.value == pytest.approx(solution.values[name], rel=1e-9)
            assert target.offset(0, 1).value in "◎○△×"


@pytest.mark.parametrize("lang", LANGS)
def test_each_symbol_is_the_one_on_the_scenarios_tab(lang: Lang, tmp_path: Path) -> None:
    path, answer, _ = drawn(tmp_path, lang)
    book = openpyxl.load_workbook(path, data_only=True)
    found = names(book[TREE[lang]])
    for kpi in answer.reading.tree.kpis.values():
        for place, tab in enumerate(TABS[lang]):
            assert found[kpi.shown].offset(1, 2 + 2 * place).value == book[tab].cell(row_of(book[tab], kpi.shown), 8).value


@pytest.mark.parametrize("lang", LANGS)
def test_the_kgi_comes_first_each_kind_of_kpi_has_its_look_and_goals_carry_a_star(lang: Lang, tmp_path: Path) -> None:
    path, answer, _ = drawn(tmp_path, lang, shop(lang))
    found = names(openpyxl.load_workbook(path)[TREE[lang]])
    sales, visitors, rate, price, per_visitor = (kpi.shown for kpi in answer.reading.tree.kpis.values())
    looks = {name: cell.style.removeprefix("kpi_tree_") for name, cell in found.items()}
    expected = {sales: "kgi", visitors: "lever", rate: "lever", price: "constant", per_visitor: "computed"}
    assert looks == expected | {f"↗ {visitors}": "again", f"↗ ★ {sales}": "again"}
    assert min(found, key=lambda name: (found[name].row, found[name].column)) == sales
    starred = [name for name, cell in found.items() if "★" in str(cell.value)]
    assert starred == [sales, f"↗ ★ {sales}"]
    assert [found[price].offset(1, column).value for column in range(1, 5)] == [None] * 4
    assert {found[price].offset(1, column).style for column in range(5)} == {"kpi_locked"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_name_leads_to_the_tree_a_target_to_its_tab_and_a_reference_to_the_box(lang: Lang, tmp_path: Path) -> None:
    path, answer, _ = drawn(tmp_path, lang, shop(lang))
    book = openpyxl.load_workbook(path)
    found = names(book[TREE[lang]])
    for name, kpi in answer.reading.tree.kpis.items():
        home = answer.reading.tree.addresses[name]
        sheet, cell = found[kpi.shown].hyperlink.location.rsplit("!")
        assert (sheet.strip("'"), cell) == (home.sheet, f"C{home.row}")
        for place, tab in enumerate(TABS[lang] if kpi.is_lever or kpi.is_formula else ()):
            target = found[kpi.shown].offset(1, 1 + 2 * place)
            sheet, cell = target.hyperlink.location.rsplit("!")
            assert (sheet.strip("'"), cell) == (tab, f"$D${row_of(book[tab], kpi.shown)}")
    visitors = str(SHOP[lang][1]["label"])
    sheet, cell = found[f"↗ {visitors}"].hyperlink.location.rsplit("!")
    assert book[sheet.strip("'")][cell] == found[visitors]


@pytest.mark.parametrize("lang", LANGS)
def test_lines_run_from_the_kgi_down_to_each_of_its_children(lang: Lang, tmp_path: Path) -> None:
    path, _, _ = drawn(tmp_path, lang)
    sheet = openpyxl.load_workbook(path)[TREE[lang]]
    found = names(sheet)
    kgi, *children = (found[str(row["label"])] for row in SHOP[lang])
    assert [cell.row for cell in children] == [kgi.row + 3 * place for place in range(3)]
    assert {cell.column for cell in children} == {kgi.column + 7}
    near, far = kgi.column + 5, kgi.column + 6

    def lined(column: int, side: str) -> list[int]:
        edges = {row: getattr(sheet.cell(row, column).border, side) for row in range(kgi.row, children[-1].row + 2)}
        return [row for row, edge in edges.items() if edge and edge.style == "medium"]

    assert lined(near, "bottom") == [kgi.row]
    assert lined(far, "bottom") == [child.row for child in children]
    assert lined(far, "left") == list(range(kgi.row + 1, children[-1].row + 1))


@pytest.mark.parametrize("lang", LANGS)
def test_every_target_and_its_symbol_wear_the_look_of_the_symbol(lang: Lang, tmp_path: Path) -> None:
    path, _, _ = drawn(tmp_path, lang)
    sheet = openpyxl.load_workbook(path)[TREE[lang]]
    box = names(sheet)[str(SHOP[lang][3]["label"])]
    for place in range(2):
        target, symbol = box.offset(1, 1 + 2 * place), box.offset(1, 2 + 2 * place)
        for cell in (target, symbol):
            areas = [area for area in sheet.conditional_formatting if cell.coordinate in area.cells]
            (top,) = {part.min_row for area in areas for part in area.cells.ranges}
            rules = [rule.formula[0] for area in areas for rule in area.rules]
            assert rules == [f'${symbol.column_letter}{top}="{sign}"' for sign in "◎○△×"]


def differences(path: Path, values: dict) -> list[str]:
    """The formulas of the drawing whose stored result is not what another program computes."""
    formulas, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    (sheet,) = set(TREE.values()) & set(formulas.sheetnames)
    cells = [cell for row in formulas[sheet].iter_rows() for cell in row if cell.data_type == "f"]
    assert len(cells) > 10
    found = []
    for cell in cells:
        ours, theirs = cached[sheet][cell.coordinate].value, values.get(f"{sheet}!{cell.coordinate}")
        same = ours == pytest.approx(theirs, rel=1e-9, abs=1e-12) if isinstance(theirs, float | int) else ours == theirs
        found += [] if same else [f"{cell.coordinate} {cell.value}: {ours} {theirs}"]
    return found


@pytest.mark.libreoffice
def test_every_stored_value_is_what_libreoffice_computes(tmp_path: Path) -> None:
    paths = [painted(template_path(lang, kind), tmp_path / f"{kind}-{lang}.xlsx")[0] for lang in LANGS for kind in ("example", "blank")]
    paths += [drawn(tmp_path, lang, shop(lang), times(lang, 1.5, 3.0, 1.2, 20.0, 2.0))[0] for lang in LANGS]
    values = recalculate(paths)
    assert {path.name: differences(path, values[path]) for path in paths} == {path.name: [] for path in paths}


@pytest.mark.libreoffice
def test_it_follows_what_is_typed_on_a_tab_and_on_the_tree_and_says_that_it_is_no_longer_up_to_date(tmp_path: Path) -> None:
    path, _, page = drawn(tmp_path, "ja")

    def halve(book: openpyxl.Workbook) -> None:
        book["挑戦目標"].cell(row_of(book["挑戦目標"], "訪問者"), 4).value /= 2
        book["KPIツリー"]["C7"] = 20_000.0

    after = edited(path, "typed", halve)
    before, values = (recalculate([file])[file] for file in (path, after))
    kgi = names(openpyxl.load_workbook(path)["ツリー図"])["月間売上"]
    shown = [values[f"ツリー図!{kgi.offset(1, column).coordinate}"] for column in range(5)]
    assert [shown[0], shown[1], shown[3]] == pytest.approx([2e6, 1.5e6, 1.5e6], rel=1e-9)
    assert [shown[2], shown[4]] == ["◎", "◎"]
    flag = next(f"ツリー図!{openpyxl.utils.get_column_letter(at)}{row}" for (row, at), cell in page.cells.items() if row == 1 and at > 1)
    assert (before[flag], values[flag]) == (FRESH["ja"], STALE["ja"])


@pytest.mark.parametrize("lang", LANGS)
def test_the_example_fits_on_one_sheet_of_a3_and_three_rows_on_one_of_a4(lang: Lang, tmp_path: Path) -> None:
    for kind, size in (("example", "8"), ("blank", "9")):
        path, _, _ = painted(template_path(lang, kind), tmp_path / f"{kind}.xlsx")
        paper = openpyxl.load_workbook(path)[TREE[lang]].page_setup
        assert (str(paper.paperSize), paper.orientation, int(paper.fitToWidth), int(paper.fitToHeight)) == (size, "landscape", 1, 1)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(100, 400, ("A4", True)), (100, 900, ("A3", True)), (100, 5000, ("A4", False)), (300, 5000, ("A3", False)), (900, 400, ("A3", False))],
)
def test_the_smallest_paper_is_chosen_on_which_letters_stay_readable(width: float, height: float, expected: tuple[str, bool]) -> None:
    assert fitting(width, height) == expected


@pytest.mark.parametrize("lang", LANGS)
def test_every_name_has_room_and_one_that_is_too_long_is_cut(lang: Lang, tmp_path: Path) -> None:
    long = {"label": "とても長い名前" * 20, "name": "X_長い", "baseline": 1.0, "unit": "人/月"}
    for place, rows in enumerate([SHOP[lang], (*SHOP[lang], long)]):
        page = drawn(tmp_path, lang, rows)[2]
        boxes = {at: cell for at, cell in page.cells.items() if cell.style in {look.removeprefix("kpi_") for look in LOOKS} and at[0] > 5}
        for (_, column), cell in boxes.items():
            assert width_of(str(cell.value)) <= sum(page.widths[column + at] for at in range(5))
        assert any(str(cell.value).endswith("…") for cell in boxes.values()) == bool(place)


def test_a_scenarios_name_has_room_above_its_targets_and_one_that_is_too_long_is_cut(tmp_path: Path) -> None:
    for name, said in (
        ("業界平均に追いつく案", "→ 業界平均に追いつく案"),
        ("業界平均に追いついたうえで翌年にさらに伸ばす案", "→ 業界平均に追いつ"),
    ):
        page = drawn(tmp_path, "ja", None, [{**times("ja", 1.5)[0], "scenario": name}])[2]
        at, caption = next((at, str(cell.value)) for at, cell in page.cells.items() if str(cell.value).startswith("→"))
        assert caption.startswith(said)
        assert width_of(caption) <= page.widths[at[1]] + page.widths[at[1] + 1]


def flat(count: int) -> tuple:
    """A KGI that adds up many levers."""
    rows = [{"label": f"部門{place}", "name": f"部門_{place}", "baseline": 1.0, "unit": "円"} for place in range(count)]
    return ({"label": "合計", "name": "合計", "baseline": f"=SUM(C5:C{4 + count})", "unit": "円"}, *rows)


def test_of_a_very_large_tree_the_page_draws_the_upper_levels_and_says_so(tmp_path: Path) -> None:
    path, _, page = drawn(tmp_path, "ja", flat(500))
    found = names(openpyxl.load_workbook(path)["ツリー図"])
    assert len(found) == 400
    assert page.cells[2, 1].value == "KPIが多いため、上の階層から順に400個まで描いています。残りの101個は「必達目標」の一覧で確認できます。"
    assert page.cells[2, 1].style == "warning"
    assert any(cell.value == "★ 合計（円）［ほか101個］" for cell in found.values())
    assert not page.one_page


def test_deep_levels_are_listed_indented_and_a_sentence_says_so(tmp_path: Path) -> None:
    rows = [{"label": f"KPI{at}", "name": f"level_{at}", "baseline": f"=level_{at + 1}*2", "unit": "units"} for at in range(8)]
    page = drawn(tmp_path, "en", [*rows, {"label": "KPI8", "name": "level_8", "baseline": 1.0, "unit": "units"}])[2]
    cells = {str(cell.value): (at, cell.indent) for at, cell in page.cells.items() if cell.style.startswith("tree_") and at[0] > 5}
    assert [cells[f"└ KPI{at} (units)"][1] for at in (6, 7, 8)] == [1, 2, 3]
    assert len({cells[name][0][1] for name in ("KPI5 (units)", "└ KPI6 (units)", "└ KPI8 (units)")}) == 1
    last = page.cells[max(row for row, _ in page.cells), 1]
    assert last.value == "Levels below the 6th are listed in the last column, indented: └ marks what stands under the KPI above."


def test_nothing_on_a_japanese_page_is_english(tmp_path: Path) -> None:
    page = drawn(tmp_path, "ja", shop("ja"), times("ja", 1.5, 3.0))[2]
    said = " ".join(str(cell.value) for cell in page.cells.values() if isinstance(cell.value, str))
    assert set(re.findall(r"[A-Za-z]{2,}", said)) <= {"KPI", "KGI"}
    assert page.sheet == PAGE_SHEETS["tree"].ja
