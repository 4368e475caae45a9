"""An interval holds whatever can happen in its box: sampled values, true sums, slopes and Excel errors."""

from __future__ import annotations

import math
import operator
import random
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.calc.intervals import Interval, interval
from kpi_xl.calc.operations import ARITIES
from kpi_xl.calc.tape import Tape, TapeBuilder
from tests.solve import forest

NUMBERS = (0.0, 1.0, -1.0, 2.0, 0.5, 3.0, -2.0, 10.0, 1e-3, 4.0, 2.675)
POINTS = 40
randoms = st.randoms(use_true_random=False)
Boxes = list[tuple[float, float]]


def between(low: float, high: float) -> Interval:
    return Interval(np.array([low]), np.array([high]), np.array([False]))


def ends(found: Interval) -> tuple[float, float, bool]:
    return (found.low.item(), found.high.item(), found.fails.item())


def enclosed(operation: str, *operands: tuple[float, float]) -> tuple[float, float, bool]:
    """What one operation makes of some intervals."""
    tape = single(operation)
    return ends(tape.enclose([low for low, _ in operands], [high for _, high in operands])[tape.steps[-1].node])


def slopes(operation: str, *operands: tuple[float, float]) -> list[tuple[float, float, bool]]:
    """The slopes of one operation over some intervals."""
    tape = single(operation)
    nodes = tape.enclose([low for low, _ in operands], [high for _, high in operands])
    return [ends(slope) for slope in tape.enclose_gradients(nodes, tape.steps[-1].node)]


def single(operation: str) -> Tape:
    builder = TapeBuilder()
    builder.apply(operation, *(builder.input() for _ in range(ARITIES[operation])))
    return builder.build()


def grown(rng: random.Random) -> Tape:
    """A tape of any operations, over one to three inputs and some constants."""
    builder = TapeBuilder()
    nodes = [builder.input() for _ in range(rng.randint(1, 3))] + [builder.constant(rng.choice(NUMBERS)) for _ in range(3)]
    for _ in range(rng.randint(1, 8)):
        operation = rng.choice(sorted(ARITIES))
        nodes.append(builder.apply(operation, *(rng.choice(nodes[-6:]) for _ in range(ARITIES[operation]))))
    return builder.build()


def box(rng: random.Random) -> tuple[float, float]:
    low = rng.choice((rng.choice(NUMBERS), rng.uniform(-3.0, 3.0), rng.uniform(0.0, 20.0)))
    return low, low + rng.choice((0.0, 1e-6, 0.1, 1.0, rng.uniform(0.0, 5.0), 10.0))


def inside(rng: random.Random, boxes: Boxes) -> list[float]:
    return [rng.choice((low, high, rng.uniform(low, high), rng.uniform(low, high))) for low, high in boxes]


def run(tape: Tape, inputs: list[float]) -> list[float]:
    with np.errstate(all="ignore"):
        return tape.run(inputs)


def check_values(rng: random.Random, tape: Tape, boxes: Boxes) -> list[Interval]:
    """Every value sampled in the box is enclosed, every error announced."""
    nodes = tape.enclose([low for low, _ in boxes], [high for _, high in boxes])
    for _ in range(POINTS):
        values = run(tape, inside(rng, boxes))
        for step in tape.steps:
            low, high, fails = ends(nodes[step.node])
            value = values[step.node]
            assert low <= value <= high if math.isfinite(value) else fails or math.isinf(high - low), (step, value, low, high)
    return nodes


def check_slopes(rng: random.Random, tape: Tape, boxes: Boxes, nodes: list[Interval]) -> int:
    """The change between any two points that differ in one input lies between what the slopes allow; how many were bounded."""
    node, bounded = tape.steps[-1].node, 0
    if ends(nodes[node])[2]:
        return 0
    for place, slope in enumerate(tape.enclose_gradients(nodes, node)):
        low, high, fails = ends(slope)
        if fails or math.isnan(low):
            continue
        bounded += math.isfinite(low) and math.isfinite(high)
        for _ in range(POINTS):
            one = inside(rng, boxes)
            other = [*one[:place], rng.uniform(*boxes[place]), *one[place + 1 :]]
            one, other = sorted((one, other), key=lambda point: point[place])
            step = other[place] - one[place]
            if step > 1e-7:
                before, after = run(tape, one)[node], run(tape, other)[node]
                noise = 1e-10 * (1.0 + abs(before) + abs(after))
                assert low * step - noise <= after - before <= high * step + noise, (tape, place, one, other)
    return bounded


@pytest.mark.parametrize("operation", sorted(ARITIES))
def test_every_operation_encloses_what_it_makes_of_numbers(operation: str) -> None:
    rng, tape = random.Random(operation), single(operation)
    for _ in range(60):
        boxes = [box(rng) for _ in range(ARITIES[operation])]
        check_slopes(rng, tape, boxes, check_values(rng, tape, boxes))


@settings(deadline=None, max_examples=200)
@given(randoms)
def test_any_tape_encloses_its_values_and_slopes(rng: random.Random) -> None:
    tape = grown(rng)
    boxes = [box(rng) for _ in tape.inputs]
    check_slopes(rng, tape, boxes, check_values(rng, tape, boxes))


def test_driver_trees_enclose_their_values_and_slopes_and_most_slopes_are_bounded() -> None:
    bounded = 0
    for seed in range(120):
        rng = random.Random(seed)
        tree = forest.tree(rng)
        if tree is None or tree.node("goal") is None:
            continue
        tape = tree.tape.towards([tree.node("goal") or 0])
        boxes = [(lever.start * rng.uniform(0.7, 1.0), lever.start * rng.uniform(1.0, 1.3)) for lever in tree.levers.values()]
        bounded += check_slopes(rng, tape, boxes, check_values(rng, tape, boxes)) > 0
    assert bounded > 90


@given(*[st.floats(-1e6, 1e6)] * 2, st.sampled_from([operator.add, operator.sub, operator.mul]))
def test_the_true_result_is_enclosed_and_not_only_its_nearest_float(x: float, y: float, calculate: Callable[..., Fraction]) -> None:
    low, high, _ = enclosed({operator.add: "add", operator.sub: "sub", operator.mul: "mul"}[calculate], (x, x), (y, y))
    true = calculate(Fraction(x), Fraction(y))
    assert Fraction(low) <= true <= Fraction(high) or abs(true) < Fraction(1, 10**300)


def test_many_boxes_are_enclosed_as_each_alone() -> None:
    tape = single("div")
    lows, highs = [np.array([1.0, -1.0]), np.array([2.0, 2.0])], [np.array([3.0, 5.0]), np.array([4.0, 8.0])]
    both = tape.enclose(lows, highs)[tape.steps[-1].node]
    for box_number in range(2):
        alone = enclosed("div", *((low[box_number], high[box_number]) for low, high in zip(lows, highs, strict=True)))
        assert (both.low[box_number], both.high[box_number], both.fails[box_number]) == alone


@pytest.mark.parametrize(
    ("operation", "operands", "low", "high", "fails"),
    [
        ("mul", [(-1.0, 2.0), (3.0, 4.0)], -4.0, 8.0, False),
        ("div", [(1.0, 2.0), (-1.0, 1.0)], -math.inf, math.inf, True),
        ("div", [(1.0, 2.0), (0.0, 2.0)], 0.5, math.inf, True),
        ("pow", [(-2.0, 1.0), (2.0, 2.0)], 0.0, 4.0, False),
        ("pow", [(-2.0, 1.0), (3.0, 3.0)], -8.0, 1.0, False),
        ("pow", [(-2.0, -1.0), (-1.0, -1.0)], -1.0, -0.5, False),
        ("pow", [(-1.0, 4.0), (0.5, 0.5)], 0.0, 2.0, True),
        ("pow", [(2.0, 3.0), (-1.0, 2.0)], 1 / 3, 9.0, False),
        ("sqrt", [(-4.0, 9.0)], 0.0, 3.0, True),
        ("exp", [(0.0, 1000.0)], 1.0, math.inf, True),
        ("ln", [(0.0, 1.0)], -math.inf, 0.0, True),
        ("abs", [(-3.0, 2.0)], 0.0, 3.0, False),
        ("round", [(0.04, 2.675), (2.0, 2.0)], 0.04, 2.68, False),
        ("floor", [(-0.5, 2.5)], -1.0, 2.0, False),
        ("lt", [(1.0, 2.0), (2.0, 3.0)], 0.0, 1.0, False),
        ("lt", [(1.0, 2.0), (2.5, 3.0)], 1.0, 1.0, False),
        ("le", [(1.0, 2.0), (2.0, 3.0)], 1.0, 1.0, False),
        ("if", [(0.0, 1.0), (5.0, 6.0), (7.0, 8.0)], 5.0, 8.0, False),
        ("if", [(1.0, 1.0), (5.0, 6.0), (7.0, 8.0)], 5.0, 6.0, False),
        ("min", [(1.0, 5.0), (2.0, 3.0)], 1.0, 3.0, False),
    ],
)
def test_an_interval_worked_out_by_hand(operation: str, operands: Boxes, low: float, high: float, fails: bool) -> None:
    assert enclosed(operation, *operands) == (pytest.approx(low, rel=1e-14), pytest.approx(high, rel=1e-14), fails)


def test_a_number_times_itself_is_never_negative() -> None:
    builder = TapeBuilder()
    x = builder.input()
    square = builder.apply("mul", x, x)
    nodes = builder.build().enclose([-1.0], [2.0])
    assert ends(nodes[square])[:2] == (0.0, pytest.approx(4.0))


def test_where_every_point_is_an_error_the_fallback_takes_over() -> None:
    builder = TapeBuilder()
    x = builder.input()
    logarithm = builder.apply("ln", x)
    either = builder.apply("fallback", logarithm, builder.constant(7.0))
    tape = builder.build()
    assert ends(tape.enclose([-2.0], [-1.0])[either]) == (7.0, 7.0, False)
    assert ends(tape.enclose([-2.0], [math.e])[either]) == (-math.inf, 7.0, False)


@pytest.mark.parametrize(
    ("operation", "operands", "expected"),
    [
        ("max", [(1.0, 3.0), (2.0, 4.0)], [(0.0, 1.0, False), (0.0, 1.0, False)]),
        ("abs", [(-1.0, 2.0)], [(-1.0, 1.0, False)]),
        ("floor", [(0.5, 1.5)], [(0.0, math.inf, False)]),
        ("floor", [(1.1, 1.5)], [(0.0, 0.0, False)]),
        ("lt", [(1.0, 3.0), (2.0, 4.0)], [(-math.inf, 0.0, False), (0.0, math.inf, False)]),
        ("sqrt", [(0.0, 4.0)], [(0.25, math.inf, False)]),
    ],
)
def test_a_slope_at_a_kink_or_a_step_holds_both_sides(operation: str, operands: Boxes, expected: list[tuple[float, float, bool]]) -> None:
    found = slopes(operation, *operands)
    assert [(pytest.approx(low), pytest.approx(high), fails) for low, high, fails in expected] == found


def test_a_choice_that_is_not_decided_rises_with_what_decides_it_only_if_it_jumps_up() -> None:
    for yes, no, rises in ((5.0, 2.0, True), (2.0, 5.0, False)):
        builder = TapeBuilder()
        x = builder.input()
        condition = builder.apply("lt", builder.constant(1.0), x)
        choice = builder.apply("if", condition, builder.constant(yes), builder.constant(no))
        tape = builder.build()
        (slope,) = tape.enclose_gradients(tape.enclose([0.0], [2.0]), choice)
        assert (slope.low.item() >= 0.0) is rises


def test_where_an_error_may_be_replaced_a_slope_bounds_nothing_even_times_0() -> None:
    builder = TapeBuilder()
    x = builder.input()
    nothing = builder.apply("mul", builder.apply("sqrt", x), builder.constant(0.0))
    either = builder.apply("fallback", nothing, builder.constant(9.0))
    tape = builder.build()
    (slope,) = tape.enclose_gradients(tape.enclose([-1.0], [1.0]), either)
    assert slope.fails.item()
    (still,) = tape.enclose_gradients(tape.enclose([0.5], [1.0]), either)
    assert not still.fails.item()


def test_a_number_is_an_interval_of_itself_and_an_error_one_of_nothing() -> None:
    assert ends(interval(2.5)) == (2.5, 2.5, False)
    assert ends(interval(math.nan))[2]


def test_an_interval_can_be_compared_from_either_side() -> None:
    x = between(1.0, 2.0)
    assert [bool(found.yes.item()) for found in (x < 1.5, x > 2.0, x >= 1.5, x <= 0.5)] == [True, False, True, False]
