"""The workbooks we ship are what the command makes, read back without a murmur, and compute the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl import Goal, backsolve, jobs, labels, read_tree
from kpi_xl.book.calculated import CHECK_GOAL, OF_THE_KGI
from kpi_xl.book.example import Example
from kpi_xl.book.examples import ARTICLE, EXAMPLES
from kpi_xl.book.input_pages import goals_page, kpi_page, setting_cell, settings_page
from kpi_xl.book.input_table import FIRST
from kpi_xl.book.layout import EFFECTS, GOALS, KPIS, TABLES
from kpi_xl.book.lost import lost_parts
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Page
from kpi_xl.book.reader import Reading, read_book
from kpi_xl.book.settings import SETTINGS
from kpi_xl.book.templates import FILES, build_template, file_name, template_path, write_templates
from kpi_xl.book.valued import cells_with
from kpi_xl.calc.cells import Address
from kpi_xl.calc.compile import evaluate_cells
from kpi_xl.excel import udfs
from kpi_xl.labels import GUIDE, LANGS, Lang
from tests.support.libreoffice import Values, read_values, recalculate

KGI = 299_999_998.42428
TEMPLATES = [(lang, kind) for lang in LANGS for kind in FILES]
PAGES = (kpi_page, goals_page, settings_page)

each_template = pytest.mark.parametrize(("lang", "kind"), TEMPLATES)
each_language = pytest.mark.parametrize("lang", LANGS)


def opened(lang: Lang, kind: str) -> OpenpyxlBook:
    return OpenpyxlBook.open(template_path(lang, kind))


def reading(lang: Lang, kind: str) -> Reading:
    return read_book(opened(lang, kind))


@each_template
def test_the_shipped_file_is_what_the_command_makes(lang: Lang, kind: str) -> None:
    assert template_path(lang, kind).read_bytes() == build_template(lang, kind), "run: python -m kpi_xl.book.templates"


def test_the_command_writes_every_template(tmp_path: Path) -> None:
    assert [path.name for path in write_templates(tmp_path / "new")] == [file_name(lang, kind) for lang, kind in TEMPLATES]


@each_template
def test_a_template_has_nothing_to_complain_about(lang: Lang, kind: str) -> None:
    read = reading(lang, kind)
    assert (read.lang, read.settings.language, read.settings.strategy) == (lang, lang, "least_effort")
    assert (read.notes, dict(read.corrections), dict(read.identity.missing)) == ((), {}, {})
    assert read.tree.kgi == EXAMPLES[kind].kgi.say(lang)


@each_template
def test_a_template_holds_nothing_that_saving_would_lose_and_no_formula_without_a_result(lang: Lang, kind: str) -> None:
    assert lost_parts(template_path(lang, kind)) == ()
    assert opened(lang, kind).uncached() == ()


@each_template
def test_the_input_sheets_are_the_users(lang: Lang, kind: str) -> None:
    book = opened(lang, kind)
    inputs = [table.sheet.say(lang) for table in TABLES if kind == "example" or table is not EFFECTS]
    assert book.sheets() == (GUIDE.say(lang), *inputs, labels.functions.TITLE.say(lang))
    assert [book.marker(sheet) for sheet in book.sheets()] == [("guide", GUIDE.say(lang)), *[None] * (len(inputs) + 1)]


@each_language
def test_the_example_is_the_articles_tree(lang: Lang) -> None:
    tree = read_tree(template_path(lang, "example"))
    name = ARTICLE.names(lang)
    stated = {name[row.name.en]: row.stated for row in ARTICLE.kpis if row.stated is not None}
    favourable = {name[row.name.en]: row.low if row.better == "lower" else row.high for row in ARTICLE.kpis if row.stated is not None}
    assert tree.baseline[tree.kgi] == pytest.approx(KGI, rel=1e-12)
    assert len(tree.levers) == len(stated) == 9
    assert tree.evaluate(stated)[tree.kgi] / KGI == pytest.approx(321.6288, abs=1e-4)
    assert tree.evaluate(favourable)[tree.kgi] / KGI == pytest.approx(1362.16, abs=1e-2)


@each_template
def test_the_goals_switched_on_are_150_and_300_percent_of_the_kgi(lang: Lang, kind: str) -> None:
    read = reading(lang, kind)
    assert [(each.role, [(goal.kpi, goal.percent) for goal in each.goals]) for each in read.scenarios] == [
        ("must_achieve", [(read.tree.kgi, 150.0)]),
        ("stretch", [(read.tree.kgi, 300.0)]),
    ]


@pytest.mark.parametrize(("place", "value"), [(2, 4_800.0), (3, 25_000_000.0), (4, 500_000.0)])
def test_the_articles_other_goals_are_ready_to_be_switched_on(place: int, value: float) -> None:
    book = opened("ja", "example")
    book.set_cell("目標", FIRST + place, 1, "はい")
    read = read_book(book)
    (goal,) = read.scenarios[-1].goals
    assert goal.target(read.tree.kpi(goal.kpi), read.tree.baseline[goal.kpi]).value == pytest.approx(value, rel=1e-8)


@each_template
def test_every_row_has_a_visible_name_that_says_what_it_is(lang: Lang, kind: str) -> None:
    names = openpyxl.load_workbook(template_path(lang, kind)).defined_names
    for row in EXAMPLES[kind].kpis:
        made = names[row.name.say(lang)]
        assert not made.hidden
        assert row.label.say(lang) in made.comment


@pytest.mark.parametrize("kind", FILES)
def test_both_languages_have_the_same_structure(kind: str) -> None:
    for page in PAGES:
        ja, en = page(EXAMPLES[kind], "ja"), page(EXAMPLES[kind], "en")
        assert shape(ja) == shape(en)


def shape(page: Page) -> tuple[object, ...]:
    cells = {place: (cell.style, cell.indent, cell.formula is None, isinstance(cell.value, str)) for place, cell in page.cells.items()}
    choices = [(each.area, each.source if isinstance(each.source, str) else len(each.source or ())) for each in page.choices]
    tables = [(table.name, table.first_row, table.last_row, len(table.columns), len(table.calculated)) for table in page.tables]
    looks = {(rule.area, rule.look) for rule in page.rules}
    return (page.key, cells, choices, tables, looks, page.widths, page.merges, page.groups, page.frozen, page.tab, page.ours)


@each_template
def test_every_drop_down_holds_every_choice(lang: Lang, kind: str) -> None:
    book = openpyxl.load_workbook(template_path(lang, kind))
    for table in (KPIS, GOALS):
        lists = dict(drop_downs(book[table.sheet.say(lang)]))
        for place, column in enumerate(table.columns, 1):
            offered = lists.get(place)
            words = '"' + ",".join(label.say(lang) for label in column.choices.values()) + '"'
            assert offered == ("lst_kpi" if column.sort == "name" else words if column.choices else None), column.key


@each_language
def test_every_setting_offers_its_choices(lang: Lang) -> None:
    sheet = openpyxl.load_workbook(template_path(lang, "example"))[TABLES[-1].sheet.say(lang)]
    offered = {range_boundaries(str(validation.sqref))[1]: validation.formula1 for validation in sheet.data_validations.dataValidation}
    for line, setting in enumerate(SETTINGS, setting_cell("kgi", lang)[0]):
        words = '"' + ",".join(label.say(lang) for label in setting.choices.values()) + '"'
        assert offered[line] == (words if setting.choices else None if setting.is_number or setting.take else "lst_kpi")


def drop_downs(sheet: Worksheet) -> Iterator[tuple[int, str | None]]:
    for validation in sheet.data_validations.dataValidation:
        assert not validation.showErrorMessage, "people may type what the reader understands"
        yield range_boundaries(str(validation.sqref))[0], validation.formula1


@each_template
def test_every_help_and_prompt_fits_its_place(lang: Lang, kind: str) -> None:
    for table in TABLES:
        for column in table.columns:
            assert len((column.prompt or column.help).say(lang)) <= 255
            assert 1.15 * width(column.label.say(lang)) <= column.width + 1, column.key
            assert 10 / 11 * width(column.help.say(lang)) <= column.width, column.key


def width(words: str) -> int:
    return sum(2 if ord(sign) > 0x2000 else 1 for sign in words)


@pytest.fixture(scope="module")
def seen() -> dict[Path, Values]:
    return recalculate([template_path(lang, kind) for lang, kind in TEMPLATES])


@pytest.mark.libreoffice
@each_template
def test_libreoffice_computes_every_cached_value(lang: Lang, kind: str, seen: dict[Path, Values]) -> None:
    path = template_path(lang, kind)
    ours, theirs = read_values(path), seen[path]
    assert ours.keys() == theirs.keys()
    for cell, value in ours.items():
        assert theirs[cell] == (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value), cell


LAST_YEAR = next(place for place, column in enumerate(KPIS.columns, 1) if column.key == "last_year")
KPI, KIND, AMOUNT, RESULT = (1 + [column.key for column in GOALS.columns].index(key) for key in ("kpi", "kind", "amount", "result"))
GOAL_CASES: list[tuple[str | None, str, float | None, str]] = [
    ("年間売上", "前年比", 1.5, "3.00億円 → 3.75億円"),  # last year is typed in below
    ("年間売上", "現状比（倍）", 3.0, "3.00億円 → 9.00億円"),
    ("年間売上", "数値指定", 5e8, "3.00億円 → 5.00億円"),
    ("リード転換率", "現状比（倍）", 2.0, "2.0% → 4.0%"),
    ("訪問者数", "前年比", 2.0, "10,000 → 20,000人/月（前年が空欄のため現状比）"),
    ("契約期間", "現状比（倍）", 3.0, "1.0 → 3.0年"),
    ("顧客獲得コスト", "現状比（倍）", 0.5, "1,000,000円 → 500,000円"),
    ("年間リード数", "業界平均比", 3.0, "2,400 → 4,800件/年"),
    ("顧客生涯価値", "業界平均比", 3.0, CHECK_GOAL.ja),  # no industry average
    ("ない名前", "現状比（倍）", 3.0, CHECK_GOAL.ja),
    ("年間売上", "何か", 3.0, CHECK_GOAL.ja),
    (None, "現状比（倍）", 3.0, OF_THE_KGI.ja),
    ("年間売上", "現状比（倍）", None, ""),
]


def with_goals() -> OpenpyxlBook:
    """The example with other goals in its rows, one row after the other."""
    example = Example(ARTICLE.title, ARTICLE.kpis, (ARTICLE.goals[0],) * len(GOAL_CASES))
    pages = [page(example, "ja") for page in PAGES]
    book = opened("ja", "example")
    book.write(pages, adopt=True)
    book.set_cell("KPIツリー", FIRST, LAST_YEAR, 250_000_000.0)
    for row, (kpi, kind, amount, _) in enumerate(GOAL_CASES, FIRST):
        for column, value in ((KPI, kpi), (KIND, kind), (AMOUNT, amount)):
            book.set_cell("目標", row, column, value)
    return book


def test_a_goals_target_follows_its_kpi_kind_and_amount() -> None:
    wanted = [Address("目標", row, RESULT) for row, _ in enumerate(GOAL_CASES, FIRST)]
    assert list(evaluate_cells(cells_with(with_goals(), []), wanted).values()) == [said for *_, said in GOAL_CASES]


@pytest.mark.libreoffice
def test_libreoffice_says_the_same_targets(tmp_path: Path) -> None:
    path = tmp_path / "goals.xlsx"
    with_goals().save(path)
    shown = recalculate([path])[path]
    assert [shown.get(f"目標!G{row}", "") for row, _ in enumerate(GOAL_CASES, FIRST)] == [said for *_, said in GOAL_CASES]


def test_rows_added_without_excel_get_their_calculated_cells(tmp_path: Path) -> None:
    path = tmp_path / "tree.xlsx"
    path.write_bytes(template_path("ja", "blank").read_bytes())
    book = openpyxl.load_workbook(path)
    sheet = book["KPIツリー"]
    below = range_boundaries(sheet.tables["tbl_kpi"].ref)[3] + 1
    sheet.cell(below, 2).value, sheet.cell(below, 3).value = "粗利", "=売上*0.3"
    book.save(path)
    opened = OpenpyxlBook.open(path)
    jobs.solve(opened)
    opened.save(path)
    shown = openpyxl.load_workbook(path, data_only=True)["KPIツリー"]
    assert [shown.cell(below, column).value for column in (24, 25)] == ["=売上*0.3", f"C{below}"]


@pytest.mark.libreoffice
@each_template
def test_without_the_addin_the_functions_say_so_and_every_other_sheet_works(lang: Lang, kind: str) -> None:
    path = template_path(lang, kind)
    said = {at: value for at, value in recalculate([path])[path].items() if at.startswith(f"{labels.functions.TITLE.say(lang)}!C")}
    assert list(said.values())[1:] == [labels.functions.NOT_INSTALLED.say(lang)] * 6


@each_template
def test_the_formulas_of_the_functions_sheet_are_answered_by_the_functions(lang: Lang, kind: str) -> None:
    sheet = openpyxl.load_workbook(template_path(lang, kind))[labels.functions.TITLE.say(lang)]
    formulas = [row[1].value for row in sheet.iter_rows(min_row=6)]
    assert [row[2].value for row in sheet.iter_rows(min_row=6)] == [
        f'=IFERROR({formula.removeprefix("=")},"{labels.functions.NOT_INSTALLED.say(lang)}")' for formula in formulas
    ]
    tree = read_tree(template_path(lang, kind))
    goal = Goal(tree.kgi, times=3.0)
    (name,) = [re.findall('"([^"]+)"', formula)[0] for formula in formulas if formula.startswith("=KPI_TARGET(")]
    assert name in backsolve(tree, goal).levers
    used = {re.match(r"=(KPI_\w+)\(", formula)[1] for formula in formulas}
    assert used <= set(vars(udfs))


@each_template
def test_every_name_that_people_see_says_what_it_is(lang: Lang, kind: str) -> None:
    names = openpyxl.load_workbook(template_path(lang, kind)).defined_names.values()
    assert [name.name for name in names if not name.hidden and not name.comment] == []
