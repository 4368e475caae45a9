"""Walk a path through lever space until the goal is met: the scan, the tolerance and the stopping rule live here, once.

Knows paths and margins. Does not know where a path comes from, nor what a workbook is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.paths import Path
from kpi_xl.solve.question import TOLERANCE, Question

STEPS = 256
"""Equal steps in which a path is looked at before the first crossing is narrowed down."""

CLOSE_ENOUGH = TOLERANCE * 1e-4
"""Where narrowing stops early: far inside the tolerance, so that printed digits are right."""

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
    return crossing(question, path, ts, _scanned(question, path, ts))


def crossing(question: Question, path: Path, ts: Floats, margins: Floats) -> Crossing:
    """Return the same, from the margins at the points of a scan up to the first ones that meet the goal."""
    met = np.flatnonzero(margins >= 0.0)
    first = int(met[0]) if met.size else len(ts) - 1
    resolution = float(np.diff(ts[: first + 1]).max(initial=0.0))
    if not met.size:
        best = int(np.argmax(margins))
        return Crossing(float(ts[best]), path.at(ts[best : best + 1])[:, 0], False, resolution)
    t = float(ts[first])
    if first:
        misses, shortfall = float(ts[first - 1]), float(margins[first - 1])
        t = narrow(lambda t: float(_margins(question, path, np.array([t]))[0]), misses, t, shortfall, float(margins[first]))
    return Crossing(t, path.at(np.array([t]))[:, 0], True, resolution)


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
    if path.is_open:
        share = np.linspace(0.0, path.end / (1.0 + path.end), STEPS + 1)
        steps = np.append(share[:-1] / (1.0 - share[:-1]), path.end)
    else:
        steps = np.linspace(0.0, path.end, STEPS + 1)
    return np.unique(np.concatenate([steps, path.stops]))


def narrow(margin: Callable[[float], float], misses: float, meets: float, shortfall: float, surplus: float) -> float:
    """Return a t that meets the goal, as close to the crossing as floats allow; at a jump, the first t beyond it.

    Regula falsi, with a halving after every step that did not halve the bracket.
    """
    trusted, stair = True, False
    for _ in range(MOST_HALVINGS):
        middle, before = (misses + meets) / 2.0, meets - misses
        if not misses < middle < meets:
            break
        close = surplus <= CLOSE_ENOUGH and not stair
        if close:
            t = _back(misses, meets, shortfall, surplus)
        else:
            t = _secant(misses, meets, shortfall, surplus) if trusted and not stair else middle
        found = margin(t)
        if found < 0.0 and close:
            break
        if found >= 0.0:
            # Met exactly, and met before as well: on a stair, halving alone finds the step.
            meets, surplus, stair = t, found, stair or close
        else:
            misses, shortfall = t, found
        trusted = not trusted or meets - misses <= before / 2.0
    return meets


def _back(misses: float, meets: float, shortfall: float, surplus: float) -> float:
    """Return a t at which the straight line misses the goal by more than is close enough; halfway where that says nothing."""
    middle = (misses + meets) / 2.0
    if not np.isfinite(shortfall):
        return middle
    return min(max(middle, meets - (meets - misses) * 4.0 * CLOSE_ENOUGH / (surplus - shortfall)), float(np.nextafter(meets, misses)))


def _secant(misses: float, meets: float, shortfall: float, surplus: float) -> float:
    """Aim a little beyond the straight line's zero, so that the end lands on the goal's side."""
    if not np.isfinite(shortfall) or surplus == shortfall:
        return (misses + meets) / 2.0
    aim = misses + (meets - misses) * (CLOSE_ENOUGH / 2.0 - shortfall) / (surplus - shortfall)
    return aim if misses < aim < meets else (misses + meets) / 2.0


def _margins(question: Question, path: Path, ts: Floats) -> Floats:
    """Return the worst margin at every t; an Excel error counts as a miss."""
    values = path.at(ts)
    return question.worst_over(values) if len(ts) > 1 else np.array([question.worst(question.run(values[:, 0]))])
