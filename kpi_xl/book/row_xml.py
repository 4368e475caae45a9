"""The rows of a page as a sheet spells them, each formula with its result.

Knows cells of a page and how a sheet spells them. Does not know what stands around the rows, nor what a page means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi_xl.book.cell_graft import clean
from kpi_xl.book.excel_rules import natural_heights
from kpi_xl.book.package import Cached
from kpi_xl.book.page import PageCell, Scalar
from kpi_xl.book.painted_sheet import UNSTYLED, Corners, PaintedSheet, Place, covered
from kpi_xl.book.style_graft import StyleGraft
from kpi_xl.calc.cells import column_letters

LONGEST = 32_767
"""Letters that a cell holds."""

LIKE_A_FORMULA = ("=", "+", "-", "@")


def rows_xml(sheet: PaintedSheet, looks: StyleGraft) -> Iterator[bytes]:
    """Yield the rows of a sheet, also those that have a height and no cell."""
    heights, styled = natural_heights(sheet.page) | dict(sheet.page.heights), Styled(looks, sheet)
    edges = dict(styled.edges())
    rows: dict[int, list[int]] = {row: [] for row in heights}
    for row, column in (*sheet.cells, *edges, *sheet.typed):
        rows.setdefault(row, []).append(column)
    for row in sorted(rows):
        high = f' ht="{heights[row]:g}" customHeight="1"' if row in heights else ""
        cells = []
        for column in sorted(rows[row]):
            start, place = f'<c r="{column_letters(column)}{row}"', (row, column)
            if place in edges:
                cells.append(f'{start} s="{edges[place]}"/>')
            elif place in sheet.typed:
                typed = sheet.typed[place]
                cells.append(cell_xml(PageCell(typed.value, typed.formula), start, f' s="{typed.look}"' if typed.look else ""))
            else:
                cell = sheet.cells[place]
                cells.append(cell_xml(cell, start, styled.of(cell)))
        yield f'<row r="{row}"{high}>{"".join(cells)}</row>'.encode()


class Styled:
    """The numbers of looks on one sheet, each asked for once."""

    def __init__(self, looks: StyleGraft, sheet: PaintedSheet) -> None:
        self._looks, self._sheet = looks, sheet
        self._made: dict[tuple[str, str | None, int, bool], str] = {}

    def of(self, cell: PageCell) -> str:
        """Return the attribute that gives a cell its look."""
        wanted = cell.style, cell.format, cell.indent, quoted(cell)
        if (found := self._made.get(wanted)) is None:
            number = self._looks.cell(*wanted, self._sheet.page.lang) if cell.style != UNSTYLED else 0
            found = self._made[wanted] = f' s="{number}"' if number else ""
        return found

    def edges(self) -> Iterator[tuple[Place, int]]:
        """Yield the covered cells of merges that carry a border of the first one, where they stand at the edge."""
        for area in self._sheet.merged:
            corner = self._sheet.cells.get(area[:2])
            if corner is None or corner.style == UNSTYLED:
                continue
            first = self._looks.cell(corner.style, corner.format, corner.indent, quoted(corner), self._sheet.page.lang)
            for place in covered(area):
                if number := self._looks.edge(first, sides(place, area)):
                    yield place, number


def sides(place: Place, area: Corners) -> tuple[str, ...]:
    """Return the sides of a cell that are sides of the area it stands in."""
    (row, column), (top, left, bottom, right) = place, area
    ends: Mapping[str, bool] = {"left": column == left, "right": column == right, "top": row == top, "bottom": row == bottom}
    return tuple(side for side, is_end in ends.items() if is_end)


def quoted(cell: PageCell) -> bool:
    """Whether a content is a text that Excel would take for a formula."""
    return cell.formula is None and isinstance(cell.value, str) and cell.value.startswith(LIKE_A_FORMULA)


def cell_xml(cell: PageCell, start: str, look: str) -> str:
    """Return a cell, whose tag has begun; one that holds nothing and looks like nothing is not written."""
    value = cell.value
    if cell.formula is not None:
        return f"{start}{look}{result_xml(escaped(cell.formula[1:]), value)}"
    if value is None or value == "":
        return f"{start}{look}/>" if look else ""
    if isinstance(value, str):
        kept = ' xml:space="preserve"' if value != value.strip() else ""
        return f'{start}{look} t="inlineStr"><is><t{kept}>{escaped(value[:LONGEST])}</t></is></c>'
    if isinstance(value, bool):
        return f'{start}{look} t="b"><v>{value:d}</v></c>'
    return f"{start}{look}><v>{value:.16g}</v></c>"


def result_xml(formula: str, value: Scalar) -> str:
    """Return the rest of a cell that holds a formula: the kind of its result, the formula and the result."""
    if value is None:
        return f"><f>{formula}</f></c>"
    made = Cached.of(value)
    kind = "" if made.kind == "n" else f' t="{made.kind}"'
    return f"{kind}><f>{formula}</f><v>{escaped(made.text)}</v></c>"


def escaped(text: str) -> str:
    """A text as XML. Most texts need nothing, which is quickly seen."""
    return text if text.isprintable() and "&" not in text and "<" not in text and ">" not in text else clean(text)
