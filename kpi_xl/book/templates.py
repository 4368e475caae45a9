"""The workbooks the product ships: built from the examples by one command, and found wherever they are installed.

Knows pages and names of a new workbook. Does not know what its rows say.

    python -m kpi_xl.book.templates
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kpi_xl.book.calculated import KPI_LOOKS, looks, text, whole
from kpi_xl.book.example import Example
from kpi_xl.book.examples import EXAMPLES
from kpi_xl.book.functions_page import functions_page
from kpi_xl.book.guide_template import template_guide
from kpi_xl.book.identity import absolute, described
from kpi_xl.book.input_pages import effects_page, goals_page, kpi_page, setting_cell, settings_page
from kpi_xl.book.input_table import FIRST
from kpi_xl.book.layout import KPI_DISPLAY, KPI_KGI, KPI_RESULTS, KPIS, LST_KPI, SETTINGS
from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.page import Name
from kpi_xl.book.settings import SETTINGS as SETTING_ROWS
from kpi_xl.book.valued import cells_with, valued
from kpi_xl.calc.cells import Address
from kpi_xl.labels import LANGS, Label, Lang

FILES = {"example": "kpi_tree", "blank": "kpi_blank"}
STAMP = datetime(2026, 4, 1)
"""When every template was made, so that equal contents are equal bytes."""

PACKAGE = Path(__file__).resolve().parents[1]
LIST_OF_KPIS = Label(ja="KPIの名前の一覧（入力規則のリストで使用）", en="The names of all KPIs, for drop-downs")
SETTING_OF = Label(ja="設定「{setting}」の値", en="The setting: {setting}")


def build_template(lang: Lang, kind: str) -> bytes:
    """Return a template as a file: `kind` is "example" (the article's tree) or "blank" (three rows to write over)."""
    return new_book(EXAMPLES[kind], lang).to_bytes(STAMP)


def new_book(example: Example, lang: Lang) -> OpenpyxlBook:
    """Return a workbook in which somebody typed these rows; nobody has solved it yet."""
    book = OpenpyxlBook.new(lang, example.title.say(lang))
    for name in names(example, lang):
        book.define(name.name, name.refers_to, hidden=name.hidden, comment=name.comment)
    inputs = (kpi_page, goals_page, *([effects_page] if example.effects else []), settings_page, functions_page)
    made = [page(example, lang) for page in inputs]
    pages = [template_guide(lang, {page.key for page in made}), *made]
    book.write(valued(pages, cells_with(book, pages)))
    return book


def names(example: Example, lang: Lang) -> Iterator[Name]:
    """Yield the workbook's names: the list of KPIs, the KGI, and every KPI's baseline."""
    yield Name(LST_KPI, whole(KPIS, "name", lang), comment=LIST_OF_KPIS.say(lang))
    for name, key in ((KPI_KGI, "kgi"), (KPI_DISPLAY, "display_unit")):
        said = SETTING_OF.fill(setting=next(row.label for row in SETTING_ROWS if row.key == key)).say(lang)
        yield Name(name, absolute(Address(SETTINGS.sheet.say(lang), *setting_cell(key, lang))), comment=said)
    yield Name(KPI_LOOKS, looks(lang), hidden=True)
    yield Name(KPI_RESULTS, text(""), hidden=True)
    column = 1 + [column.key for column in KPIS.columns].index("baseline")
    for line, row in enumerate(example.kpis, FIRST):
        said = described(row.label.say(lang), row.unit.say(lang), lang)
        yield Name(row.name.say(lang), absolute(Address(KPIS.sheet.say(lang), line, column)), comment=said)


def file_name(lang: Lang, kind: str) -> str:
    """Return what a template's file is called."""
    return f"{FILES[kind]}.{lang}.xlsx"


def template_path(lang: Lang, kind: str) -> Path:
    """Return where a template stands: inside the installed package, else beside it in a checkout."""
    packaged = PACKAGE / "templates" / file_name(lang, kind)
    return packaged if packaged.exists() else PACKAGE.parent / "templates" / file_name(lang, kind)


def write_templates(folder: Path) -> list[Path]:
    """Write every template into a folder, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for lang in LANGS:
        for kind in FILES:
            paths.append(folder / file_name(lang, kind))
            paths[-1].write_bytes(build_template(lang, kind))
    return paths


if __name__ == "__main__":
    for path in write_templates(PACKAGE.parent / "templates"):
        print(path)
