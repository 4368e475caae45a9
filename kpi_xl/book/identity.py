"""The 名前 cell is a row's identity: find the defined names that have come loose from their rows, and mend them.

Knows rows, names and where they point. Does not know values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl import errors, labels
from kpi_xl.calc.cells import Address, Cells, Formula, column_letters, quoted_sheet
from kpi_xl.formula.expression import CellRef, NameRef, walk
from kpi_xl.formula.grammar import parse
from kpi_xl.labels import Lang
from kpi_xl.model import names
from kpi_xl.model.kpi import Kpi

Row = tuple[Kpi, Address]


def described(label: str, unit: str, lang: Lang) -> str:
    """Return what Excel's list of names says about a KPI's name."""
    return (labels.inputs.BASELINE_IN if unit else labels.inputs.BASELINE_OF).fill(label=label, unit=unit).say(lang)


@dataclass(frozen=True, slots=True)
class Identity:
    """How the rows and the workbook's names stand to each other.

    Attributes
    ----------
    missing
        Names to create: a row claims them and nothing is defined.
    adrift
        Names that point at another cell than their row's.
    renamed
        Old name to new name: a row was renamed, and its cell is still known by the old name.
    loose
        Names of a row's cell that no row claims, while rows have been sorted: nothing says any more which row they meant.
    """

    missing: Mapping[str, Address]
    adrift: Mapping[str, tuple[Address, str]]
    renamed: Mapping[str, str]
    loose: tuple[str, ...]

    def problems(self, rows: Sequence[Row]) -> Iterator[errors.SheetProblem]:
        """Yield a problem per name that has come loose."""
        places = {row.name: address for row, address in rows}
        for name, (address, target) in self.adrift.items():
            yield errors.NameAdrift(where=address, name=name, target=target)
        for old, new in self.renamed.items():
            yield errors.NameRenamed(where=places[new], name=new, old=old)


def identify(rows: Sequence[Row], cells: Cells) -> Identity:
    """Compare every row's name with what the workbook defines."""
    defined = {name.casefold(): (name, text) for (sheet, name), text in cells.names.items() if sheet is None}
    missing, adrift = {}, {}
    spelled: dict[str, set[Address]] = defaultdict(set)
    for row, address in rows:
        spelled[row.name.casefold()].add(address)
    claimed: set[str] = set()
    for row, address in rows:
        if names.fault(row.name) is not None or row.name.casefold() in claimed:  # the tree says what is wrong with such a row
            continue
        claimed.add(row.name.casefold())
        _, text = defined.get(row.name.casefold(), ("", "#REF!"))
        if "#REF!" in text:  # nothing is defined, or what it named was deleted: the row that claims the name now has it
            missing[row.name] = address
        elif target(text) not in spelled[row.name.casefold()]:  # of two rows with one name either may have it: the tree says so
            adrift[row.name] = (address, text.removeprefix("="))
    orphans = {target(text): name for key, (name, text) in defined.items() if key not in spelled}
    renamed = {orphans[address]: name for name, address in missing.items() if address in orphans and not adrift}
    # A second name for a row's cell is an alias of the user's, as long as no row has moved.
    loose = tuple(orphans[address] for _, address in rows if address in orphans) if adrift else ()
    return Identity({name: address for name, address in missing.items() if name not in renamed.values()}, adrift, renamed, loose)


def target(text: str) -> Address | None:
    """Return the one cell a name refers to, or None where it is anything else."""
    try:
        expression = parse("=" + text.removeprefix("="))
    except errors.KpiXlError:
        return None
    if isinstance(expression, CellRef) and expression.sheet is not None:
        return Address(expression.sheet, expression.row, expression.column)
    return None


def absolute(address: Address) -> str:
    """Return an address as a name refers to it: 'KPI Tree'!$C$5."""
    return f"{quoted_sheet(address.sheet)}!${column_letters(address.column)}${address.row}"


def rewritten(text: str, renamed: Mapping[str, str]) -> str:
    """Return a formula in which old names are replaced by new ones; everything else stays to the letter."""
    spelled = {old.casefold(): new for old, new in renamed.items()}
    try:
        nodes = [node for node in walk(parse(text)) if isinstance(node, NameRef) and node.name.casefold() in spelled]
    except errors.KpiXlError:
        return text  # what cannot be read is reported where it is computed, and left as it is here
    for node in sorted(nodes, key=lambda node: node.span, reverse=True):
        start, stop = node.span
        name = text[start:stop]
        text = text[:start] + name[: len(name) - len(node.name)] + spelled[node.name.casefold()] + text[stop:]
    return text


def rewritten_cells(cells: Cells, renamed: Mapping[str, str]) -> dict[Address, Formula]:
    """Return every formula that changes when old names are replaced by new ones."""
    found = {}
    for address, content in cells.contents.items():
        if isinstance(content, Formula) and renamed:
            text = rewritten(content.text, renamed)
            if text != content.text:
                found[address] = Formula(text, content.cached)
    return found
