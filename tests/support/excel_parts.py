"""What Excel wants of the package, the workbook, its names and its styles.

Knows parts that every sheet shares. Does not know cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tests.support.excel_formulas import Found
from tests.support.excel_package import MAIN, OFFICE, TYPES, Package, is_cell

LONGEST_SHEET, LONGEST_NAME, LONGEST_FORMAT, MOST_SECTIONS = 31, 255, 255, 4
NAME = re.compile(r"[^\W\d]\w*(?:[\w.\\?]*)|[_\\][\w.\\?]*")
R1C1 = re.compile(r"[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*")
FORBIDDEN = re.compile(r"[\\/?*\[\]:\x00-\x1f]|^'|'$")
KEPT_BACK = ("history", "履歴")
PLAIN_XML = ("customxml/", "docprops/", "customui/")  # parts that Office also takes as nothing but XML
STYLED = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}


def twice(words: Iterable[str]) -> Found:
    """Yield what stands there more than once; Excel does not tell capitals from small letters."""
    yield from ((word, f"{count} times") for word, count in Counter(word.casefold() for word in words).items() if count > 1)


def part_twice(package: Package) -> Found:
    yield from twice(package.names)


def content_type(package: Package) -> Found:
    """Each part has a type, and what is not plain XML has one of its own."""
    root = package.xml["[Content_Types].xml"]
    own = {each.get("PartName", "").lstrip("/") for each in root.iter(f"{TYPES}Override")}
    by_ending = {each.get("Extension", "").casefold() for each in root.iter(f"{TYPES}Default")}
    yield from ((name, "a type for a part that is not there") for name in own - set(package.names))
    for name in set(package.names) - own - {"[Content_Types].xml"}:
        ending = name.rpartition(".")[2].casefold()
        if ending not in by_ending or (ending == "xml" and not name.casefold().startswith(PLAIN_XML)):
            yield name, "no type of its own"


def missing_target(package: Package) -> Found:
    for rels in (name for name in package.names if name.endswith(".rels")):
        owner = re.sub(r"(^|/)_rels/([^/]*)\.rels$", r"\1\2", rels)
        for relation in package.relations(owner).values():
            if not relation.outside and relation.kind != "hyperlink" and relation.target not in package.parts:
                yield rels, relation.target


def unknown_relation(package: Package) -> Found:
    for name, root in package.xml.items():
        used = {value for element in root.iter() for key, value in element.attrib.items() if key.startswith(OFFICE)}
        yield from ((name, each) for each in used - set(package.relations(name)) - {""})


def sheet_name(package: Package) -> Found:
    for sheet in package.sheets:
        name = sheet.name
        if not 0 < len(name) <= LONGEST_SHEET or FORBIDDEN.search(name) or name.casefold() in KEPT_BACK:
            yield "workbook", name


def sheet_twice(package: Package) -> Found:
    yield from twice(sheet.name for sheet in package.sheets)


def active_tab(package: Package) -> Found:
    """The tab a workbook opens on is there to be seen."""
    for view in package.workbook.iter(f"{MAIN}workbookView"):
        number = int(view.get("activeTab", 0))
        if number >= len(package.sheets) or package.sheets[number].hidden:
            yield "workbook", f"tab {number}"


def name_legal(package: Package) -> Found:
    for name in (each.get("name", "") for each in package.defined):
        if not legal(name.removeprefix("_xlnm.")):
            yield f"name {name}", "not a name"
    for table in package.tables:
        if not legal(table.name):
            yield table.part, table.name


def legal(name: str) -> bool:
    """Whether Excel takes a word for a name."""
    return bool(NAME.fullmatch(name)) and len(name) <= LONGEST_NAME and not is_cell(name) and not R1C1.fullmatch(name)


def name_twice(package: Package) -> Found:
    """A name is one thing in its workbook or sheet; a table's name counts as the workbook's."""
    scoped = [f"{each.get('localSheetId', '')}!{each.get('name', '')}" for each in package.defined]
    yield from twice([*scoped, *(f"!{table.name}" for table in package.tables)])


def style_index(package: Package) -> Found:
    """Whatever a cell, a rule or a style wears is there."""
    count = {section.tag: len(section) for section in package.styles}
    for group in ("cellXfs", "cellStyleXfs"):
        for each in package.styles.iterfind(f"{MAIN}{group}/{MAIN}xf"):
            for key, section in STYLED.items():
                if int(each.get(key, 0)) >= max(count.get(f"{MAIN}{section}", 0), key == "xfId"):
                    yield "styles", f"{key} {each.get(key)}"
    looks = (("c", "s", "cellXfs"), ("row", "s", "cellXfs"), ("col", "style", "cellXfs"), ("cfRule", "dxfId", "dxfs"))
    for sheet in package.sheets:
        for tag, key, section in looks:
            for each in sheet.root.iter(f"{MAIN}{tag}"):
                if key in each.attrib and int(each.get(key, 0)) >= count.get(f"{MAIN}{section}", 0):
                    yield f"{sheet.name}!{each.get('r', tag)}", f"{key} {each.get(key)}"


def number_format(package: Package) -> Found:
    for each in package.styles.iter(f"{MAIN}numFmt"):
        code = each.get("formatCode", "")
        sections = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code).split(";")
        if len(code) > LONGEST_FORMAT or len(sections) > MOST_SECTIONS or code.count('"') % 2:
            yield "styles", code[:60]


def shared_string(package: Package) -> Found:
    for sheet in package.sheets:
        for place, cell in sheet.cells():
            if cell.get("t") == "s" and int(cell.findtext(f"{MAIN}v") or 0) >= len(package.texts):
                yield f"{sheet.name}!{place}", cell.findtext(f"{MAIN}v") or ""


def calculation_chain(package: Package) -> Found:
    """What the chain of calculation lists is a formula."""
    chain = package.xml.get("xl/calcChain.xml")
    tabs = [int(tab.get("sheetId", 0)) for tab in package.workbook.iter(f"{MAIN}sheet")]
    formulas = {
        (number, place)
        for number, sheet in zip(tabs, package.sheets, strict=True)
        for place, cell in sheet.cells()
        if cell.find(f"{MAIN}f") is not None
    }
    number = 0
    for link in chain if chain is not None else ():
        number = int(link.get("i", number))
        if (number, link.get("r")) not in formulas:
            yield "calcChain", f"sheet {number} {link.get('r')}"
