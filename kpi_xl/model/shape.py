"""The shape in which a tree is drawn: who stands under whom, derived from the formulas unless a parent is typed.

Knows names and precedents. Does not know values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_xl.calc.cells import Address
from kpi_xl.calc.program import Program
from kpi_xl.model.kpi import Kpi


def parents(rows: Sequence[Kpi], children: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """Return the parent of every KPI: the typed one, else the first row whose formula uses it, else None."""
    spelled = {row.name.casefold(): row.name for row in rows}
    found: dict[str, str | None] = {row.name: spelled[row.parent.casefold()] if row.parent else None for row in rows}
    for row in rows:
        for child in children.get(row.name, ()):
            if found[child] is None and child != row.name:
                found[child] = row.name
    return found


def depths(rows: Sequence[Kpi], parent: Mapping[str, str | None]) -> dict[str, int]:
    """Return every KPI in the order in which a tree is drawn, with its depth; the rows' own order among siblings."""
    below: dict[str | None, list[str]] = {}
    for row in rows:
        below.setdefault(parent[row.name], []).append(row.name)
    found: dict[str, int] = {}
    # A ring of typed parents hangs from no root; its first row is drawn as one.
    for root in [*below.get(None, ()), *(row.name for row in rows)]:
        waiting = [(root, 0)]
        while waiting:
            name, depth = waiting.pop()
            if name not in found:
                found[name] = depth
                waiting += [(child, depth + 1) for child in reversed(below.get(name, ()))]
    return found


def children(precedents: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return each KPI's direct children, once each, in the order of its formula."""
    return {name: tuple(dict.fromkeys(before)) for name, before in precedents.items()}


def precedents(program: Program, addresses: Mapping[str, Address]) -> dict[str, list[str]]:
    """Return the KPIs each KPI's formula uses; cells between two KPIs are looked through."""
    named = {address: name for name, address in addresses.items()}
    found: dict[str, list[str]] = {}
    for name, address in addresses.items():
        if address not in program.precedents:
            found[name] = []
            continue
        waiting, seen = list(reversed(program.precedents[address])), {address}
        before: list[str] = []
        while waiting:
            cell = waiting.pop()
            if cell in seen:
                continue
            seen.add(cell)
            if cell in named:
                before.append(named[cell])
            elif cell in program.precedents:
                waiting += reversed(program.precedents[cell])
        found[name] = before
    return found
