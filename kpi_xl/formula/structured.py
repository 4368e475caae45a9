"""Read what stands in a table's brackets, such as tbl_kpi[@現状値].

Knows the language inside the brackets. Does not know which tables or columns exist.
"""

from __future__ import annotations

import re

from kpi_xl.formula.expression import Area, ErrorText, TableRef
from kpi_xl.formula.tokens import Cursor, Token
from kpi_xl.labels import Label

AREAS: dict[frozenset[str], Area] = {
    frozenset(): "data",
    frozenset({"#all"}): "all",
    frozenset({"#data"}): "data",
    frozenset({"#headers"}): "headers",
    frozenset({"#totals"}): "totals",
    frozenset({"#this row"}): "this_row",
    frozenset({"#headers", "#data"}): "headers_and_data",
    frozenset({"#data", "#totals"}): "data_and_totals",
}
JAPANESE = {"#すべて": "#all", "#データ": "#data", "#見出し": "#headers", "#集計": "#totals", "#この行": "#this row"}

AREA_OR_COLUMN = Label(ja="列名か #All などの領域名", en="a column or an area such as #All")

_ITEM = r"\[((?:'.|[^\[\]'])*)\]"
_INSIDE = re.compile(rf"\s*(?P<at>@?)\s*(?P<items>{_ITEM}(?:\s*[,:]\s*{_ITEM})*)?\s*")
_SEPARATED = re.compile(rf"\s*([,:]?)\s*{_ITEM}")
_BARE = re.compile(r"(@?)((?:'.|[^\[\]'])*)")


def structured(cursor: Cursor, name: Token | None, bracket: Token) -> TableRef | ErrorText:
    """structured = [name] "[" ("@" column | "@" "[" ... "]" | bare | item (("," | ":") item)*) "]" """
    span = (name or bracket).start, bracket.end
    if "#REF!" in bracket.text:
        return ErrorText("#REF!", span)
    areas, columns = _read(bracket.text[1:-1])
    area = AREAS.get(frozenset(JAPANESE.get(word, word) for word in areas))
    if area is None or len(columns) > 2:
        raise cursor.fault(bracket, AREA_OR_COLUMN)
    return TableRef(name.text if name else None, columns, area, span)


def _read(inside: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the areas in lower case and the columns."""
    match = _INSIDE.fullmatch(inside)
    if match is None or not match["items"]:
        return _bare(inside)
    areas, columns = ["#this row"] if match["at"] else [], list[str]()
    for separator, item in _SEPARATED.findall(match["items"]):
        if item.startswith("#"):
            areas.append(" ".join(item.split()).lower())
        elif columns and separator != ":":
            return ["#several"], ()  # columns that do not stand side by side are a union
        else:
            columns.append(_plain(item))
    return areas, tuple(columns)


def _bare(inside: str) -> tuple[list[str], tuple[str, ...]]:
    match = _BARE.fullmatch(inside)
    if match is None:
        return ["#unreadable"], ()
    at, column = match[1], match[2].strip()
    if column.startswith("#"):
        return [" ".join(column.split()).lower()], ()
    return ["#this row"] if at else [], (_plain(column),) if column else ()


def _plain(column: str) -> str:
    """Return a column's name without the apostrophes that protect ' # [ ] @ in it."""
    return re.sub(r"'(.)", r"\1", column)
