"""Take the figures of an export as actuals: which KPI and month each is for, and what number its text means.

Knows figures as an export writes them, and the tree. Does not know the sheet of actuals.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpi_xl import errors, labels
from kpi_xl.book import entry
from kpi_xl.book.actuals_sheet import NOTHING, above, points
from kpi_xl.book.export_meaning import Names
from kpi_xl.book.export_shape import Figure
from kpi_xl.labels import Label
from kpi_xl.model import typed
from kpi_xl.model.kpi import Kpi, is_rate
from kpi_xl.plan.actuals import Actuals, is_flow
from kpi_xl.plan.month import Month

IN_BRACKETS = re.compile(r"\((.+)\)")
"""How accountants write a negative number."""

LARGEST_POINTS = 100.0
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Imported:
    """What an export says: the figures, in the unit people type, and what is worth saying about them."""

    actuals: Actuals
    notes: tuple[errors.Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """One figure that was understood."""

    figure: Figure
    value: float
    percent: bool


def taken(figures: Sequence[Figure], names: Names, where: str) -> Imported:
    """Take every figure of an export.

    Parameters
    ----------
    figures
        What the export says, blank cells left out.
    names
        What its names mean; one that means no KPI is told and left out.
    where
        What messages call the file.

    Raises
    ------
    NothingKnown
        If no name means a KPI.
    Problems
        With every figure that is no number, and every two that contradict each other.
    """
    return _Import(names, where).all(figures)


@dataclass
class _Import:
    """An export as it is taken."""

    names: Names
    where: str
    problems: list[errors.KpiXlError] = field(default_factory=list)
    notes: list[errors.Note] = field(default_factory=list)

    def all(self, figures: Sequence[Figure]) -> Imported:
        written = [figure for figure in figures if entry.plain(figure.text) not in NOTHING]
        known = {name: meaning for name in dict.fromkeys(figure.kpi for figure in written) if (meaning := self.names.meaning(name))}
        self._strangers(written, known)
        found: dict[str, list[Taken]] = {}
        for figure in written:
            if figure.kpi in known and (number := self._number(figure)) is not None:
                meaning = known[figure.kpi]
                one = Taken(figure, number * meaning.factor, "%" in unicodedata.normalize("NFKC", figure.text))
                found.setdefault(meaning.kpi, []).append(one)
        for name, meaning in known.items():
            if meaning.factor != 1.0:
                self.notes.append(errors.Multiplied(where=self.where, name=name, factor=f"{meaning.factor:,.12g}"))
        values = {name: self._series(self.names.tree.kpis[name], figures) for name, figures in found.items()}
        if self.problems:
            raise errors.Problems(self.problems)
        return Imported(Actuals(values), tuple(self.notes))

    def _strangers(self, figures: Sequence[Figure], known: Mapping[str, object]) -> None:
        """Tell the names that mean no KPI."""
        strangers = [name for name in dict.fromkeys(figure.kpi for figure in figures) if name not in known]
        if not known:
            listed = Label(*(mark.join(strangers[:MOST_NAMED]) for mark in ("、", ", ")))
            raise errors.NothingKnown(where=self.where, names=listed, example=self._example(strangers[0] if strangers else "?"))
        self.notes += [errors.NotImported(where=self.where, name=name, example=self._example(name)) for name in strangers]

    def _example(self, name: str) -> Label:
        """Return how to say which KPI a name is: the one most like it, else the KGI."""
        close = next(iter(self.names.close(name)), self.names.tree.kgi)
        return labels.actuals.EXAMPLE.fill(name=name, kpi=close)

    def _number(self, figure: Figure) -> float | None:
        plain = unicodedata.normalize("NFKC", figure.text).strip()
        negative = IN_BRACKETS.fullmatch(plain)
        number = typed.number(negative[1] if negative else plain)
        if number is None or not math.isfinite(number):
            self.problems.append(errors.NotAFigure(where=figure.where, kpi=figure.kpi, month=figure.month, value=figure.text))
            return None
        return -number if negative else number

    def _series(self, kpi: Kpi, figures: Sequence[Taken]) -> dict[Month, float]:
        """Return a KPI's figures by month."""
        figures = self._as_rate(kpi, figures)
        months: dict[Month, list[Taken]] = {}
        for one in figures:
            months.setdefault(one.figure.month, []).append(one)
        return {month: self._one(kpi, month, several) for month, several in months.items()}

    def _as_rate(self, kpi: Kpi, figures: Sequence[Taken]) -> Sequence[Taken]:
        """Return a rate's figures as shares: written without % and above all that the rate can be, they are percentages, all of them."""
        bare = [one for one in figures if not one.percent]
        largest = max(bare, key=lambda one: one.value, default=None)
        if largest is None or not is_rate(kpi.unit) or not above(kpi, largest.value, self.names.tree):
            return figures
        if largest.value > LARGEST_POINTS or any(one.percent for one in figures):
            self.problems += [
                points(kpi, one.value, one.figure.month, one.figure.where) for one in bare if above(kpi, one.value, self.names.tree)
            ]
            return figures
        said = {"text": f"{largest.value:.12g}", "value": f"{largest.value:.12g}%"}
        self.notes.append(errors.TakenAsPoints(where=self.where, kpi=kpi.shown, **said))
        return [Taken(one.figure, one.value / 100.0, True) for one in figures]

    def _one(self, kpi: Kpi, month: Month, several: Sequence[Taken]) -> float:
        """Return the one figure of a month: days of a flow are added up; anything else that is said twice must be the same."""
        first, *others = several
        different = [one for one in others if one.value != first.value]
        days = len({one.figure.where for one in several}) > 1 and all(one.figure.day for one in several)
        if days and is_flow(kpi.unit):
            total = math.fsum(one.value for one in several)
            said = {"count": len(several), "kpi": kpi.shown, "month": month, "value": f"{total:,.12g}"}
            self.notes.append(errors.AddedUp(where=self.where, **said))
            return total
        self.problems += list(self._clashes(kpi, month, first, different))
        return first.value

    def _clashes(self, kpi: Kpi, month: Month, first: Taken, others: Sequence[Taken]) -> Iterator[errors.FigureTwice]:
        for one in others:
            said = {"value": one.figure.text, "other": first.figure.text, "first": first.figure.where}
            yield errors.FigureTwice(where=one.figure.where, kpi=kpi.shown, month=month, **said)
