"""Walk a path through lever space until the goal is met: the scan, the tolerance and the stopping rule live here, once.

Knows paths and margins. Does not know where a path comes from, nor what a workbook is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.paths import Path
from kpi_xl.solve.question import TOLERANCE, Question

STEPS = 256
"""Equal steps in which a path is looked at before the first crossing is narrowed down."""

CLOSE_ENOUGH = TOLERANCE * 1e-4
"""Where narrowing stops early: far inside the tolerance, so that printed digits are right."""

NOWHERE = (math.nan, math.nan)

QUICK = 0.1
"""A margin that is at most this part of the one before converges faster than halving would."""

MOST_HALVINGS = 200

MOST_HELD = 1_000_000
"""How many numbers are held at once while a path is scanned."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a path was left: the t, the levers there, whether the goal is met, and the widest step of the scan before it."""

    t: float
    values: Floats
    meets: bool
    resolution: float


def walk(question: Question, path: Path) -> Crossing:
    """Return the first point of a path that meets the goal, or its best point if none does."""
    ts = scan_points(path)
    ((t, first),) = crossings([ts], [_scanned(question, path, ts)], lambda _, ts: _margins(question, path, ts))
    resolution = float(np.diff(ts if first is None else ts[: first + 1]).max(initial=0.0))
    return Crossing(t, path.at(np.array([t]))[:, 0], first is not None, resolution)


def crossings(scans: Iterable[Floats], margins: Iterable[Floats], look: Look) -> Iterator[tuple[float, int | None]]:
    """Yield for each of some paths where it first meets the goal, and which point of the scan is the first that does; where none does, the
    best point, and None.

    Parameters
    ----------
    scans, margins
        For each path the t of a scan, and the margins there up to the first ones that meet the goal.
    look
        The margins on some of the paths, each at a t of its own.
    """
    scans, margins = list(scans), list(margins)
    firsts = [_first(found >= 0.0) for found in margins]
    ends = {number: slice(first - 1, first + 1) for number, first in enumerate(firsts) if first}
    searches = [narrowing(*scans[number][both].tolist(), *margins[number][both].tolist()) for number, both in ends.items()]
    numbers = [*ends]
    narrowed = dict(zip(numbers, side_by_side(searches, lambda which, ts: look([numbers[each] for each in which], ts)), strict=True))
    for number, first in enumerate(firsts):
        best = int(margins[number].argmax()) if first is None else first
        yield narrowed.get(number, float(scans[number][best])), first


def _first(met: Mask) -> int | None:
    place = int(met.argmax())
    return place if met[place] else None


def _scanned(question: Question, path: Path, ts: Floats) -> Floats:
    """Return the margins up to the first points that meet the goal, a part at a time so that large trees do not fill the memory."""
    width = max(1, MOST_HELD // question.tape.size)
    margins: list[Floats] = [np.empty(0)]
    for first in range(0, len(ts), width):
        margins.append(_margins(question, path, ts[first : first + width]))
        if np.any(margins[-1] >= 0.0):
            break
    return np.concatenate(margins)


def scan_points(path: Path) -> Floats:
    """Return the t at which a path is looked at: equal steps (of t / (1 + t) where it is open) and every stop."""
    return np.unique(np.concatenate([even_steps(np.array([path.end]), np.array([path.is_open]))[0], path.stops]))


def even_steps(ends: Floats, is_open: Mask, steps: int = STEPS) -> Floats:
    """Return the equal steps to each of some ends: of t, or of t / (1 + t) where the way is open."""
    shares = np.where(is_open, ends / (1.0 + ends), ends)[:, None] * np.linspace(0.0, 1.0, steps + 1)
    shares[is_open] /= 1.0 - shares[is_open]
    shares[:, -1] = ends
    return shares


Narrowing = Generator[float, float, float]
"""A search that asks for the margin at one t after another, and returns where it ends."""

Look = Callable[[list[int], Floats], Floats]
"""The margins of some searches, each at the t that it asks for."""


def narrow(margin: Callable[[float], float], misses: float, meets: float, shortfall: float, surplus: float) -> float:
    """Return a t that meets the goal, as close to the crossing as floats allow; at a jump, the first t beyond it."""
    return side_by_side([narrowing(misses, meets, shortfall, surplus)], lambda _, ts: np.array([margin(ts.item())]))[0]


def side_by_side(searches: Sequence[Narrowing], look: Look) -> list[float]:
    """Run searches, all of which look at once, and return where they end."""
    ends: list[float] = [math.nan] * len(searches)
    answers: dict[int, float | None] = dict.fromkeys(range(len(searches)))
    while answers:
        asked: dict[int, float] = {}
        for number, answer in answers.items():
            try:
                asked[number] = next(searches[number]) if answer is None else searches[number].send(answer)
            except StopIteration as done:
                ends[number] = done.value
        found = look([*asked], np.array([*asked.values()])).tolist() if asked else []
        answers = dict(zip(asked, found, strict=True))
    return ends


def narrowing(misses: float, meets: float, shortfall: float, surplus: float) -> Narrowing:
    """Search for a t that meets the goal between one that misses and one that meets it.

    Inverse interpolation through both ends and the end left last, with a halving after every step that neither halved the bracket nor left
    only a small part of the margin there.
    """
    trusted, stair, left = True, False, NOWHERE
    for _ in range(MOST_HALVINGS):
        middle, before = (misses + meets) / 2.0, meets - misses
        if not misses < middle < meets or max(surplus, -shortfall) <= CLOSE_ENOUGH:
            break
        close = surplus <= CLOSE_ENOUGH and not stair
        if close:
            t = _back(misses, meets, shortfall, surplus)
        else:
            t = _aimed(misses, meets, shortfall, surplus, left) if trusted and not stair else middle
        found = yield t
        size = surplus if found >= 0.0 else abs(shortfall)
        if found < 0.0 and close:
            break
        if found >= 0.0:
            # Met exactly, and met before as well: on a stair, halving alone finds the step.
            left, meets, surplus, stair = (meets, surplus), t, found, stair or close
        else:
            left, misses, shortfall = (misses, shortfall), t, found
        trusted = not trusted or meets - misses <= before / 2.0 or abs(found) <= QUICK * size
    return meets


def _back(misses: float, meets: float, shortfall: float, surplus: float) -> float:
    """Return a t at which the straight line misses the goal by more than is close enough; halfway where that says nothing."""
    middle = (misses + meets) / 2.0
    if not np.isfinite(shortfall):
        return middle
    return min(max(middle, meets - (meets - misses) * 4.0 * CLOSE_ENOUGH / (surplus - shortfall)), float(np.nextafter(meets, misses)))


def _aimed(misses: float, meets: float, shortfall: float, surplus: float, left: tuple[float, float]) -> float:
    """Aim a little beyond where the margin is 0, so that the end lands on the goal's side.

    By a parabola laid on its side through both ends and the one left last, or else by the line through the ends.
    """
    if not np.isfinite(shortfall) or surplus == shortfall:
        return (misses + meets) / 2.0
    (at, margin), aim = left, CLOSE_ENOUGH / 2.0
    line = (meets - misses) / (surplus - shortfall)
    t = misses + line * (aim - shortfall)
    if np.isfinite(margin) and shortfall != margin != surplus:
        bend = ((at - meets) / (margin - surplus) - line) / (margin - shortfall)
        curved = t + bend * (aim - shortfall) * (aim - surplus)
        t = curved if misses < curved < meets else t
    return t if misses < t < meets else (misses + meets) / 2.0


def _margins(question: Question, path: Path, ts: Floats) -> Floats:
    """Return the worst margin at every t; an Excel error counts as a miss."""
    values = path.at(ts)
    return question.worst_over(values) if len(ts) > 1 else np.array([question.worst(question.run(values[:, 0]))])
