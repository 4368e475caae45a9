"""Trace a cell of anybody's workbook: every cell it depends on becomes a row of a KPI table, as somebody would have typed it.

Knows cells and rows. Does not know how the new workbook is made, nor whether it can be solved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kpi_xl import errors
from kpi_xl.book.example import Example, GoalRow, KpiRow
from kpi_xl.book.examples import EXAMPLES
from kpi_xl.book.trace_formula import Carrier, Cut, Piece
from kpi_xl.book.trace_words import Words
from kpi_xl.calc.cells import Address, Formula, Value
from kpi_xl.labels import Label
from kpi_xl.labels import tracing as words

MOST = 300
"""Cells that may become rows; beyond, formulas are taken for the numbers they show."""

SPOKEN = 80
"""Characters of a formula in a sentence."""

DEEPEST = 12
"""Levels that the rows' labels are set in by; a longer chain has no parents written down, which only draw."""


@dataclass(frozen=True, slots=True)
class Source:
    """A cell on the way to the KGI: what it shows, its formula in pieces or nothing, and why a formula is none any more."""

    place: Address
    value: float
    pieces: tuple[Piece, ...] = ()
    cut: Label | None = None

    @property
    def precedents(self) -> tuple[Address, ...]:
        """The cells its formula names, each once."""
        return tuple(dict.fromkeys(piece for piece in self.pieces if isinstance(piece, Address)))


@dataclass(frozen=True)
class Trace:
    """What a cell depends on, the cell itself first, and each row above what it is calculated from."""

    carrier: Carrier
    sources: Mapping[Address, Source]

    @property
    def kgi(self) -> Source:
        """The cell that was asked for."""
        return next(iter(self.sources.values()))

    @property
    def cuts(self) -> Iterator[Source]:
        """The formulas of which only the value is left."""
        return (source for source in self.sources.values() if source.cut)

    def formula(self, place: Address) -> str:
        """Return the formula that stands in a cell, as far as a sentence has room for it, or nothing."""
        content = self.carrier.cells.contents.get(place)
        return shorter(content.text) if isinstance(content, Formula) else ""


def traced(carrier: Carrier, kgi: Address, cuts: Mapping[Address, Label]) -> Trace:
    """Follow a cell's formula, and those of the cells it names, to their numbers.

    Parameters
    ----------
    cuts
        Formulas that are known not to do as rows, and why.

    Raises
    ------
    NotComputed, ShowsNoNumber, NotCarried
        If the cell has no formula, a cell on the way shows no number, or the cell's own formula cannot be carried.
    """
    content = carrier.cells.contents.get(kgi)
    if not isinstance(content, Formula):
        raise errors.NotComputed(where=kgi, what=_what(content))
    found: dict[Address, Source] = {}
    known, waiting = {kgi}, deque([kgi])
    while waiting:
        place = waiting.popleft()
        source = _source(carrier, place, cuts)
        more = [each for each in source.precedents if each not in known]
        if len(known) + len(more) > MOST:
            source, more = replace(source, pieces=(), cut=words.TOO_MANY.fill(most=MOST)), []
        if place == kgi and source.cut:
            raise errors.NotCarried(where=kgi, formula=shorter(content.text), why=source.cut)
        found[place] = source
        known.update(more)
        waiting.extend(more)
    return Trace(carrier, {place: found[place] for place in _in_rows(found, kgi)})


def _source(carrier: Carrier, place: Address, cuts: Mapping[Address, Label]) -> Source:
    content, value = carrier.cells.contents.get(place), carrier.shown(place)
    if not isinstance(value, float):
        raise errors.ShowsNoNumber(where=place, value=words.NO_RESULT if value is None else value)
    if not isinstance(content, Formula):
        return Source(place, value)
    if place in cuts:
        return Source(place, value, cut=cuts[place])
    try:
        return Source(place, value, carrier.carry(content.text, place))
    except Cut as cut:
        return Source(place, value, cut=cut.why)


def _in_rows(found: Mapping[Address, Source], kgi: Address) -> dict[Address, None]:
    """Return the cells as a reader goes down a tree: a branch to its end before the next."""
    rows, waiting = dict[Address, None](), [kgi]
    while waiting:
        place = waiting.pop()
        if place not in rows:
            rows[place] = None
            waiting += reversed(found[place].precedents)
    return rows


def as_example(trace: Trace, said: Words, file: str) -> Example:
    """Return the rows somebody would have typed: formulas in the rows' names, everything else a number."""
    labels = said.labels(list(trace.sources))
    names = said.names(labels)
    users = _users(trace)
    rows = tuple(_row(trace, source, said, labels[place], names, users.get(place)) for place, source in trace.sources.items())
    title = words.TITLE.fill(kgi=labels[trace.kgi.place])
    goals = tuple(_goal(goal, names[trace.kgi.place], trace.kgi.value) for goal in EXAMPLES["blank"].goals)
    return Example(title, rows, goals, words.REMARK.fill(file=file or words.UNKNOWN_FILE, cell=trace.kgi.place))


def _users(trace: Trace) -> dict[Address, Address]:
    """Return for each cell the first formula that names it, down to where labels are set in no further."""
    depth, users = {trace.kgi.place: 0}, dict[Address, Address]()
    for place, source in trace.sources.items():
        for each in source.precedents:
            if each not in depth and depth.get(place, DEEPEST) < DEEPEST:
                depth[each], users[each] = depth[place] + 1, place
    return users


def _row(trace: Trace, source: Source, said: Words, label: str, names: Mapping[Address, str], user: Address | None) -> KpiRow:
    place, unit = source.place, said.unit(source.place)
    text = "".join(names[piece] if isinstance(piece, Address) else piece for piece in source.pieces)
    note = words.FROM.fill(cell=place)
    if source.cut:
        note = words.CUT.fill(source=note, formula=trace.formula(place), why=source.cut)
    return KpiRow(
        name=_both(names[place]),
        label=_both(label),
        baseline=text or source.value,
        unit=_both(unit),
        parent=names[user] if user else "",
        locked=not text and said.is_date(place),
        note=note,
    )


def _goal(goal: GoalRow, kgi: str, value: float) -> GoalRow:
    """Return a goal of the blank template for another KGI; a multiple of nothing, or of a loss, is no goal."""
    if value > 0.0:
        return replace(goal, kpi=kgi)
    return replace(goal, kpi=kgi, kind="value", amount=value + (goal.amount - 1.0) * max(abs(value), 1.0))


def shorter(formula: str) -> str:
    """Return a formula, or as much of its beginning as a sentence has room for."""
    return formula if len(formula) <= SPOKEN else formula[:SPOKEN] + "…"


def _both(text: str) -> Label:
    return Label(ja=text, en=text)


def _what(content: Value) -> Label:
    """Return what stands in a cell that has no formula."""
    if content is None or content == "":
        return words.NOTHING
    if isinstance(content, str):
        return words.A_TEXT.fill(value=content)
    return words.A_NUMBER.fill(value=f"{content:,.12g}" if isinstance(content, float) else content)
