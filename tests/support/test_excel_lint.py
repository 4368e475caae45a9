"""Each of Excel's unwritten rules is silent about a good workbook and finds the one that breaks it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from kpi_xl.book.templates import template_path
from tests.support.added import related
from tests.support.every_workbook import example, several_goals
from tests.support.excel_lint import RULES, findings
from tests.support.excel_package import OFFICE, Package
from tests.support.packages import parts, write


class Break(NamedTuple):
    """What breaks a rule: in a part, the first match of a pattern becomes something else."""

    code: str
    part: str
    pattern: str
    instead: str


TREE, GOALS, COMPARE, TABLE, OTHER = "KPI Tree", "Goals", "Compare", "tbl_kpi", "tbl_goals"  # found by their names, wherever they stand
BOOK, RELS, TYPES, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"
CELL = '<row r="90"><c r="A90"{}</c></row></sheetData>'
RULE = '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="{}"><formula>{}</formula></cfRule></conditionalFormatting><pageMargins'
NAMES = "</definedNames>"

BREAKS = (
    Break("P02", TYPES, r'<Override PartName="/xl/styles.xml"[^>]*>', ""),
    Break("P02", TYPES, "</Types>", '<Override PartName="/xl/gone.xml" ContentType="a/b"/></Types>'),
    Break("P03", RELS, r'Target="/xl/worksheets/sheet2.xml"', 'Target="/xl/worksheets/gone.xml"'),
    Break("P04", TREE, r'(<tablePart [^>]*?)"\w+"', r'\1"rIdGone"'),
    Break("W01", BOOK, '<sheet name="KPI Tree"', '<sheet name="History"'),
    Break("W01", BOOK, '<sheet name="KPI Tree"', '<sheet name="KPI [Tree]"'),
    Break("W01", BOOK, '<sheet name="KPI Tree"', f'<sheet name="{"x" * 32}"'),
    Break("W02", BOOK, '<sheet name="Goals"', '<sheet name="kpi tree"'),
    Break("W03", BOOK, r'activeTab="\d+"', 'activeTab="99"'),
    Break("W04", BOOK, NAMES, f'<definedName name="CVR1">1</definedName>{NAMES}'),
    Break("W04", BOOK, NAMES, f'<definedName name="two words">1</definedName>{NAMES}'),
    Break("W04", BOOK, NAMES, f'<definedName name="R1C1">1</definedName>{NAMES}'),
    Break("W05", BOOK, NAMES, f'<definedName name="TBL_KPI">1</definedName>{NAMES}'),
    Break("S01", TREE, r'<c r="A1" s="\d+"', '<c r="A1" s="9999"'),
    Break("S01", STYLES, r'fontId="\d+"', 'fontId="9999"'),
    Break("S01", TREE, r'dxfId="\d+"', 'dxfId="9999"'),
    Break("S02", STYLES, "</numFmts>", '<numFmt numFmtId="900" formatCode="0;0;0;0;0"/></numFmts>'),
    Break("S02", STYLES, "</numFmts>", '<numFmt numFmtId="900" formatCode="0&quot;x"/></numFmts>'),
    Break("S03", TREE, "</sheetData>", CELL.format(' t="s"><v>99999</v>')),
    Break("C01", TREE, "</sheetData>", '<row r="1"><c r="A1"/></row></sheetData>'),
    Break("C01", TREE, "</sheetData>", '<row r="90"><c r="B90"/><c r="A90"/></row></sheetData>'),
    Break("C02", TREE, "</sheetData>", CELL.format("><v>nan</v>")),
    Break("C02", TREE, "</sheetData>", CELL.format(' t="b"><v>yes</v>')),
    Break("C03", TREE, "</sheetData>", CELL.format(f' t="inlineStr"><is><t>{"x" * 32768}</t></is>')),
    Break("C04", TREE, "</sheetData>", CELL.format(' t="inlineStr"><is><t> x</t></is>')),
    Break("C05", TREE, r'(<col [^>]*?width=)"[\d.]+"', r'\1"256"'),
    Break("C05", TREE, r'(<row [^>]*?)ht="[\d.]+"', r'\1ht="410"'),
    Break("C05", TREE, r'outlineLevel="1"', 'outlineLevel="8"'),
    Break("C06", COMPARE, r'<mergeCell ref="(\w+):(\w+)"', r'<mergeCell ref="\1:\1"/><mergeCell ref="\1:\2"'),
    Break("T01", OTHER, r'(<table[^>]*? id=)"\d+"', r'\1"1"'),
    Break("T02", TABLE, r'(<table[^>]*? ref=)"(\w+):([A-Z]+)\d+"', r'\1"\2:\g<3>7"'),
    Break("T02", TABLE, r'(<table[^>]*? ref=)"(\w+):[A-Z]+(\d+)"', r'\1"\2:Q\3"'),
    Break("T03", TABLE, 'name="Owner"', 'name="OWNER"/><tableColumn id="99" name="owner"'),
    Break("T03", TABLE, 'name="Owner"', 'name=""'),
    Break("T04", TABLE, 'name="Owner"', 'name="Owners"'),
    Break("T05", TREE, "<pageMargins", '<mergeCells><mergeCell ref="A8:B8"/></mergeCells><pageMargins'),
    Break("F01", TREE, "</sheetData>", CELL.format(f"><f>{'1+' * 4096}1</f>")),
    Break("F02", TREE, "</sheetData>", CELL.format("><f>SUM(1</f>")),
    Break("F02", TREE, "</sheetData>", CELL.format('><f>"x</f>')),
    Break("F02", TREE, "</sheetData>", CELL.format("><f>=1</f>")),
    Break("F03", TREE, "</sheetData>", CELL.format(f"><f>{'ABS(' * 65}1{')' * 65}</f>")),
    Break("F04", TREE, "</sheetData>", CELL.format("><f>IFNA(XLOOKUP(1,A1,A2),0)</f>")),
    Break("F05", TREE, "</sheetData>", CELL.format("><f>'Not there'!A1</f>")),
    Break("F05", BOOK, NAMES, f'<definedName name="lost">Gone!$A$1</definedName>{NAMES}'),
    Break("F06", TREE, "</sheetData>", CELL.format("><f>SUM(tbl_gone[Name])</f>")),
    Break("F06", TREE, "</sheetData>", CELL.format("><f>SUM(tbl_kpi[[#All],[Gone]])</f>")),
    Break("F07", BOOK, NAMES, f'<definedName name="lost">#REF!</definedName>{NAMES}'),
    Break("R01", TREE, "<pageMargins", RULE.format(1, "tbl_kpi[Name]=1")),
    Break("R02", TREE, "<pageMargins", RULE.format(1, "Goals!$A$1=1")),
    Break("R03", TREE, "<pageMargins", RULE.format(0, "A1=1")),
    Break("R04", GOALS, r'<formula1>"[^<]*</formula1>', f'<formula1>"{"x" * 256}"</formula1>'),
    Break("R04", GOALS, r'<formula1>"[^<]*</formula1>', "<formula1/>"),
    Break("R05", GOALS, r'prompt="[^"]*"', f'prompt="{"x" * 256}"'),
    Break("L01", COMPARE, r'location="[^"]*"', "location=\"'Gone'!A1\""),
)
CHAIN = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>'


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template with pages on it, of which no rule has anything to say."""
    path = example(tmp_path_factory.mktemp("good"), "en", "blank")
    assert findings(path) == []
    return path


def part_of(path: Path, wanted: str) -> str:
    """The part of a sheet or of a table by its name; any other part is its own."""
    package = Package(path)
    places = {sheet.name: sheet.part for sheet in package.sheets} | {table.name: table.part for table in package.tables}
    return places.get(wanted, wanted)


def codes(path: Path) -> set[str]:
    return {finding.partition(" ")[0] for finding in findings(path)}


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: f"{case.code} {case.pattern[:20]}")
def test_a_rule_finds_what_breaks_it(case: Break, good: Path, tmp_path: Path) -> None:
    made, part = parts(good), part_of(good, case.part)
    broken, count = re.subn(case.pattern, case.instead, made[part].decode(), count=1)
    assert count == 1
    assert case.code in codes(write(tmp_path / "broken.xlsx", {**made, part: broken.encode()}))


def test_a_part_that_stands_there_twice_is_found(good: Path, tmp_path: Path) -> None:
    made = parts(good)
    assert "P01" in codes(write(tmp_path / "a.xlsx", {**made, "xl/Styles.xml": made[STYLES]}))


def test_a_chain_of_calculation_that_lists_a_text_is_found(good: Path, tmp_path: Path) -> None:
    assert "P05" in codes(write(tmp_path / "a.xlsx", {**parts(good), "xl/calcChain.xml": CHAIN.encode()}))


def test_tables_that_meet_are_found(good: Path, tmp_path: Path) -> None:
    made, table = parts(good), part_of(good, TABLE)
    made = related(made, part_of(good, TREE), "xl/tables/other.xml", f"{OFFICE[1:-1]}/table", made[table], "application/other+xml")
    assert {"T06", "T01", "W05"} <= codes(write(tmp_path / "a.xlsx", made))


def test_every_rule_has_something_that_breaks_it() -> None:
    assert {rule.partition(" ")[0] for rule in RULES} == {case.code for case in BREAKS} | {"P01", "P05", "T06"}


def test_no_rule_speaks_of_a_workbook_that_is_merely_unusual(tmp_path: Path) -> None:
    assert findings(several_goals(tmp_path, "ja")) == []
    assert findings(template_path("ja", "example")) == []
