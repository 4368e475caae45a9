"""What the names in an export mean: which KPI, and in which unit its figures are.

Knows KPIs and mappings. Does not know how an export is laid out.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl import errors
from kpi_xl.book import entry
from kpi_xl.book.export import Row
from kpi_xl.model import typed
from kpi_xl.model.tree import KpiTree

JAPANESE_SIZES = {"千円": 1e3, "千": 1e3, "万円": 1e4, "百万円": 1e6, "億円": 1e8}
SIZES = JAPANESE_SIZES | {"k": 1e3, "thousand": 1e3, "thousands": 1e3, "m": 1e6, "million": 1e6, "millions": 1e6}
"""Units in brackets behind a name that say how large a figure's 1 is."""

BRACKETS = re.compile(r"(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]")
HEADS = frozenset(("kpi", "kpi名", "名前"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """The KPI that a name in an export stands for, and by how much its figures are multiplied."""

    kpi: str
    factor: float = 1.0


@dataclass(frozen=True)
class Names:
    """The names of a tree as exports may write them, and what somebody said that other names mean."""

    tree: KpiTree
    mapped: Mapping[str, Meaning]

    def meaning(self, name: str) -> Meaning | None:
        """Return what a name means: as it was mapped, else the KPI of that name or label, a unit in brackets aside; None for no KPI."""
        said = entry.plain(name)
        if said in self.mapped:
            return self.mapped[said]
        if said in self._known:
            return Meaning(self._known[said])
        found = BRACKETS.fullmatch(unicodedata.normalize("NFKC", name).strip())
        if found is None or entry.plain(found["name"]) not in self._known:
            return None
        return Meaning(self._known[entry.plain(found["name"])], SIZES.get(found["unit"].strip().casefold(), 1.0))

    def close(self, name: str) -> tuple[str, ...]:
        """Return the KPIs whose names are most like a name."""
        found = difflib.get_close_matches(entry.plain(name), self._known, n=2, cutoff=0.5)
        return tuple(dict.fromkeys(self._known[said] for said in found))

    @cached_property
    def _known(self) -> Mapping[str, str]:
        """Every KPI by its name and, where that is no other's, by its label."""
        labels = [entry.plain(kpi.label) for kpi in self.tree.kpis.values()]
        own = {entry.plain(kpi.label): name for name, kpi in self.tree.kpis.items() if labels.count(entry.plain(kpi.label)) == 1}
        return {said: name for said, name in own.items() if said} | {entry.plain(name): name for name in self.tree.kpis}


def mapping(tree: KpiTree, lines: Iterable[Sequence[str]], where: str) -> dict[str, Meaning]:
    """Return what a mapping says: in each line a name of the export, a KPI and, if wanted, what its figures are multiplied by.

    Raises
    ------
    Problems
        With every line that names no KPI, or whose factor is no number.
    """
    found: dict[str, Meaning] = {}
    problems: list[errors.KpiXlError] = []
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in (*line, "", "", "")][:3]
        if not any(cells) or (number == 1 and entry.plain(cells[1]) in HEADS):
            continue
        try:
            factor = typed.number(cells[2]) if cells[2] else 1.0
            if factor is None:
                raise errors.BadFactor(where=f"{where} {number}", factor=cells[2])
            found[entry.plain(cells[0])] = Meaning(tree.kpi(cells[1], f"{where} {number}").name, factor)
        except errors.KpiXlError as problem:
            problems.append(problem)
    if problems:
        raise errors.Problems(problems)
    return found


def pair(said: str) -> Row:
    """Return the line of a mapping that `name=KPI` or `name=KPI*1000` says.

    Examples
    --------
    >>> pair("売上（千円）=売上*1000")
    ('売上（千円）', '売上', '1000')
    """
    name, _, meant = said.rpartition("=")
    kpi, _, factor = unicodedata.normalize("NFKC", meant).partition("*")
    return name, kpi, factor
