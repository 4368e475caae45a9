"""What is proven by intervals: nothing better anywhere in the bounds, nothing cheaper, no earlier crossing on a path.

Boxes that an enclosure rules out are dropped, the others are split, until none is left or the budget is spent. Every proof here is about
all points, floats and rounding errors included; where the budget ends first, nothing is claimed. Knows boxes. Does not know how answers are
found.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kpi_xl.calc.tape import Floats
from kpi_xl.solve.branching import FEW, NARROWEST, ROUNDED, Boxes, Budget, Sight, cuts, is_spent, look, margins, spread, widened
from kpi_xl.solve.moved import Mask
from kpi_xl.solve.moves import Moves
from kpi_xl.solve.paths import Path
from kpi_xl.solve.question import TOLERANCE, Inequality, Question

MOST_LEVERS = 40
"""With more levers than this, boxes are split too seldom along each to prove anything."""

MOST_LEVERS_AT_AN_OPTIMUM = 4
"""Around a least effort, where goal and cost balance, the boxes that remain multiply with every lever."""

CHEAPER = 1e-6
"""By which share an answer would have to be cheaper to count."""

PRICES = (0.5, 0.8, 1.0, 1.25, 2.0)
"""The prices of the goals, as multiples of those at the answer, at which boxes are shown to be too dear."""

EARLIER = 1e-9
"""By how much, as a share of 1 + t, a crossing would have to be earlier to count."""

CLOSER, PARTS = 40, 4
"""A path is looked at in stretches, each half as far from its end as the one before, and each in so many parts."""

QUIETLY = np.errstate(all="ignore")
"""Infinite ends are no surprise here."""


def cannot_hold(question: Question) -> bool:
    """Whether it is proven that no point inside the bounds meets all goals."""
    return _nowhere(question, 0.0)


def cannot_exceed(question: Question, margin: float, goal: Inequality | None = None) -> bool:
    """Whether it is proven that the worst margin of all goals, or the margin of one, is nowhere inside the bounds more than a tolerance
    above this one.
    """
    return _nowhere(replace(question, goals=(goal,)) if goal else question, margin + TOLERANCE)


@QUIETLY
def _nowhere(question: Question, above: float) -> bool:
    """Whether no point inside the bounds has margins of at least `above` in all goals."""
    (low, high), (near, far), can = question.frame.bounds, question.frame.box, question.moves.scale > 0.0
    boxes = Boxes(np.where(can, low, near)[:, None], np.where(can, high, far)[:, None])
    budget = Budget(question)
    if np.count_nonzero(can) > MOST_LEVERS or question.tree.is_large:
        return False
    while boxes.count:
        if not budget.spend(3 * boxes.count):
            return False
        sight, points = look(question, boxes), _inside(question, boxes)
        _, lowest, at = margins(question, Boxes(points, points))
        if np.any(np.all(lowest >= above, axis=0)):
            return False
        kept = np.all(np.minimum(sight.uppers, sight.over(at, boxes, points)) >= above, axis=0)
        if is_spent(boxes.taken(kept)):
            return False
        boxes, falls, rises = boxes.taken(kept), sight.falls[:, :, kept], sight.rises[:, :, kept]
        boxes, moved = _onto_faces(boxes, np.all(rises <= 0.0, axis=0), np.all(falls >= 0.0, axis=0))
        weights = np.maximum(np.abs(falls), np.abs(rises)).max(axis=0)
        boxes = boxes if moved else spread(boxes, question, weights)
    return True


def _inside(question: Question, boxes: Boxes) -> Floats:
    """Return a point of each box."""
    return np.minimum(np.maximum(cuts(question, boxes), boxes.lows), boxes.highs)


def _onto_faces(boxes: Boxes, falls: Mask, rises: Mask) -> tuple[Boxes, bool]:
    """Leave of each box the face on which all goals are best, where a lever moves them one way only; and whether that changed anything."""
    wide = boxes.highs > boxes.lows
    to_low, to_high = falls & wide & np.isfinite(boxes.lows), rises & wide & ~falls & np.isfinite(boxes.highs)
    lows, highs = np.where(to_high, boxes.highs, boxes.lows), np.where(to_low, boxes.lows, boxes.highs)
    return Boxes(lows, highs), bool(np.any(to_low | to_high))


@QUIETLY
def cannot_be_cheaper(question: Question, at: Floats) -> bool:
    """Whether it is proven that no point meets all goals at less than the price of these moves, but for one in a million of it."""
    moves = question.moves
    most = moves.cost(at) * (1.0 - CHEAPER)
    reach = moves.price.farthest(most)
    boxes = Boxes(np.maximum(moves.low, -reach)[:, None], np.minimum(moves.high, reach)[:, None])
    if np.any(boxes.widths < 0.0):
        # Some lever alone has to move farther than that.
        return True
    if np.count_nonzero(boxes.widths) > MOST_LEVERS_AT_AN_OPTIMUM or question.tree.is_large or not np.isfinite(most):
        return False
    prices, budget = _prices(question, at), Budget(question)
    weights = np.sqrt(moves.price.firmness(np.zeros_like(at)))
    while boxes.count:
        if not budget.spend(3 * boxes.count):
            return False
        sight, centre = _by_move(question, boxes), (boxes.lows + boxes.highs) / 2.0
        values = _columns(moves).values(centre)
        _, lowest, highest = margins(question, widened(values, values))
        if np.any(np.all(lowest >= 0.0, axis=0) & (moves.price.columns.costs(centre).sum(axis=0) <= most)):
            return False
        dear = _too_dear(question, boxes, sight, centre, highest, prices, most)
        boxes = boxes.taken(np.all(sight.uppers >= 0.0, axis=0) & ~dear)
        if is_spent(boxes):
            return False
        boxes = spread(boxes, question, np.ones_like(boxes.lows) * weights[:, None])
    return True


def cannot_cross_before(question: Question, path: Path, t: float) -> bool:
    """Whether it is proven that a path meets the goals nowhere before t, but for a billionth of 1 + t."""
    return cannot_cross(question, path, t - EARLIER * (1.0 + t))


@QUIETLY
def cannot_cross(question: Question, path: Path, until: float) -> bool:
    """Whether it is proven that a path meets the goals nowhere up to t = `until`."""
    if question.tree.is_large:
        return False
    starts, ends = _stretches(path, until)
    budget = Budget(question)
    while starts.size:
        if np.any(ends - starts <= NARROWEST * (1.0 + ends)) or not budget.spend(3 * starts.size):
            return False
        here, ahead = path.at(starts), path.at(ends)
        # Between two stops every lever goes one way, so that both ends enclose it.
        boxes = widened(here, ahead)
        sight = look(question, boxes)
        _, lowest, highest = margins(question, Boxes(ahead, ahead))
        if np.any(np.all(lowest >= 0.0, axis=0)):
            return False
        kept = np.all(np.minimum(sight.uppers, sight.over(highest, boxes, ahead)) >= 0.0, axis=0)
        starts, ends = starts[kept], ends[kept]
        while starts.size:
            middles = np.sqrt((1.0 + starts) * (1.0 + ends)) - 1.0
            starts, ends = np.concatenate([starts, middles]), np.concatenate([middles, ends])
            if starts.size >= FEW:
                break
    return True


def _stretches(path: Path, until: float) -> tuple[Floats, Floats]:
    """Return where the first stretches of a path begin and end: ever shorter ones towards the end, where the goal is all but met."""
    closer = until * (1.0 - 0.5 ** np.arange(0.0, CLOSER, 1.0 / PARTS))
    ts = np.unique(np.concatenate([closer, path.stops, [0.0, until]]))
    ts = ts[(ts >= 0.0) & (ts <= until)]
    return ts[:-1], ts[1:]


def _columns(moves: Moves) -> Moves:
    """Return the levers for many samples of moves at once: one row per lever, one column per sample."""
    return replace(moves, start=moves.start[:, None], ratio=moves.ratio[:, None], scale=moves.scale[:, None])


def _by_move(question: Question, boxes: Boxes) -> Sight:
    """Return what the goals, and their slopes by move, can be in boxes of moves."""
    moves = _columns(question.moves)
    (lows, first), (highs, last) = moves.after(boxes.lows), moves.after(boxes.highs)
    gentle, steep = np.minimum(first, last), np.maximum(first, last)
    sight = look(question, widened(lows, highs))
    falls = np.minimum(sight.falls * gentle, sight.falls * steep)
    rises = np.maximum(sight.rises * gentle, sight.rises * steep)
    return replace(sight, falls=falls, rises=rises)


def _prices(question: Question, at: Floats) -> Floats:
    """Return what a unit of each goal costs at an answer: the multipliers with which slopes and effort balance."""
    values, by_move = question.moves.after(at)
    nodes = question.run(values)
    slopes = np.nan_to_num(np.array([question.slopes(nodes, goal) * by_move for goal in question.goals]), posinf=0.0, neginf=0.0)
    inside = (at > question.moves.low) & (at < question.moves.high)
    effort = question.moves.price.slopes(at)
    among = inside if inside.any() else np.ones_like(inside)
    return np.asarray(np.maximum(np.linalg.lstsq((slopes * among).T, effort * among, rcond=None)[0], 0.0))


def _too_dear(question: Question, boxes: Boxes, sight: Sight, centre: Floats, margin: Floats, prices: Floats, most: float) -> Mask:
    """Whether each box costs more than `most`, or would once every miss of a goal is paid for at some price (Lagrange's bound)."""
    paid = question.moves.price.columns
    nearest = np.minimum(np.maximum(0.0, boxes.lows), boxes.highs)
    dear = np.asarray(paid.costs(nearest).sum(axis=0) * (1.0 - ROUNDED) > most)
    known = np.isfinite(sight.falls).all(axis=(0, 1)) & np.isfinite(sight.rises).all(axis=(0, 1)) & np.isfinite(margin).all(axis=0)
    for price in (multiple * prices for multiple in PRICES):
        cost = -(price @ np.where(known, margin, 0.0))
        size = np.abs(cost)
        halves = (
            paid.least(np.tensordot(price, np.where(known, slopes, 0.0), 1), boxes_lows, boxes_highs, centre)
            for slopes, boxes_lows, boxes_highs in ((sight.falls, boxes.lows, centre), (sight.rises, centre, boxes.highs))
        )
        least = np.minimum(*halves)
        dear |= known & (cost + least.sum(axis=0) - ROUNDED * (size + np.abs(least).sum(axis=0)) > most)
    return dear
