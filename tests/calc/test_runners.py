"""One tape, three runners: node by node over floats, over samples, and level by level say the same values and the same slopes."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kpi_xl.calc.tape import Tape, TapeBuilder

BINARY = ("add", "add", "sub", "mul", "mul", "div", "min", "max", "pow", "lt", "fallback")
UNARY = ("neg", "abs", "same", "sqrt", "exp", "ln", "floor")


def random_tape(seed: int) -> tuple[Tape, list[float], int]:
    """Sixty steps over five inputs and three constants, operands shared freely; the last step sums all that went before."""
    rng, builder = random.Random(seed), TapeBuilder()
    inputs = [builder.input() for _ in range(5)]
    nodes = [*inputs, *(builder.constant(value) for value in (0.0, 0.5, -2.0))]
    for _ in range(60):
        if rng.random() < 0.1:
            nodes.append(
                builder.apply("if", builder.apply("lt", rng.choice(nodes), rng.choice(nodes)), rng.choice(nodes), rng.choice(nodes))
            )
        elif rng.random() < 0.2:
            nodes.append(builder.apply("fallback", builder.apply(rng.choice(UNARY), rng.choice(nodes)), rng.choice(nodes)))
        else:
            operation = rng.choice(BINARY)
            nodes.append(builder.apply("fallback", builder.apply(operation, rng.choice(nodes), rng.choice(nodes)), rng.choice(inputs)))
    total = nodes[0]
    for node in nodes[1:]:
        total = builder.apply("add", total, builder.apply("fallback", builder.apply("min", node, inputs[0]), inputs[1]))
    return builder.build(), [rng.choice((0.0, 1.0, rng.uniform(-3.0, 3.0))) for _ in inputs], total


@pytest.mark.parametrize("seed", range(60))
def test_values_and_slopes_are_the_same_whichever_way_a_tape_is_run(seed: int) -> None:
    tape, inputs, goal = random_tape(seed)
    values = tape.run(inputs)
    assert np.allclose(tape.levels.run(inputs), values, rtol=1e-12, atol=1e-12, equal_nan=True)
    slopes = tape.gradient(values, goal)
    by_level = tape.levels.gradient(tape.levels.run(inputs), goal)
    samples = tape.sample([np.array([value, value]) for value in inputs])
    by_sample = [np.broadcast_to(slope, 2) for slope in tape.gradients(samples, goal)]
    # Where a slope is nan, one that stops at a comparison or a rounded number may be spared it.
    known = np.isfinite(slopes)
    assert np.allclose(by_level[known], np.array(slopes)[known], rtol=1e-9, atol=1e-9)
    assert np.allclose(np.array(by_sample)[known, 1], np.array(slopes)[known], rtol=1e-9, atol=1e-9)


def test_an_infinite_slope_on_a_branch_not_taken_leaves_no_trace() -> None:
    builder = TapeBuilder()
    x, y = builder.input(), builder.input()
    chosen = builder.apply("if", builder.apply("lt", y, x), y, builder.apply("sqrt", x))
    goal = builder.apply("add", builder.apply("mul", chosen, builder.constant(3.0)), x)
    tape = builder.build()
    values = tape.levels.run([0.0, -1.0])
    assert tape.levels.gradient(values, goal).tolist() == [1.0, 3.0]
    samples = tape.sample([np.array([0.0, 4.0]), np.array([-1.0, 5.0])])
    assert [slope.tolist() for slope in tape.gradients(samples, goal)] == [[1.0, 1.75], [3.0, 0.0]]


def test_slopes_of_very_many_samples_are_those_of_each_sample() -> None:
    builder = TapeBuilder()
    x, y = builder.input(), builder.input()
    goal = builder.apply("div", builder.apply("mul", x, x), y)
    tape = builder.build()
    many = np.linspace(1.0, 2.0, 20_001)
    towards_x, towards_y = tape.gradients(tape.sample([many, 4.0]), goal)
    assert np.allclose(towards_x, many / 2.0, rtol=1e-14)
    assert np.allclose(towards_y, -many * many / 16.0, rtol=1e-14)


@pytest.mark.parametrize("count", [1, 2, 3, 1000])
def test_a_sum_of_many_has_a_slope_of_one_towards_each(count: int) -> None:
    builder = TapeBuilder()
    inputs = [builder.input() for _ in range(count)]
    row = [*inputs, inputs[0]]
    while len(row) > 1:
        pairs = [builder.apply("add", left, right) for left, right in zip(row[::2], row[1::2], strict=False)]
        row = pairs + row[2 * len(pairs) :]
    runner = builder.build().levels
    values = runner.run([float(number) for number in range(1, count + 1)])
    assert values[row[0]] == count * (count + 1) / 2 + 1
    assert runner.gradient(values, row[0]).tolist() == [2.0] + [1.0] * (count - 1)


def test_the_slope_of_an_input_towards_itself_is_one_and_of_a_node_before_others_skips_them() -> None:
    builder = TapeBuilder()
    x, y = builder.input(), builder.input()
    product = builder.apply("mul", x, y)
    builder.apply("exp", product)
    runner = builder.build().levels
    values = runner.run([2.0, 5.0])
    assert runner.gradient(values, y).tolist() == [0.0, 1.0]
    assert runner.gradient(values, product).tolist() == [5.0, 2.0]


def test_a_sum_of_many_terms_is_one_group_and_the_same_to_the_last_bit() -> None:
    builder = TapeBuilder()
    inputs = [builder.input() for _ in range(40)]
    sums = []
    for first in range(0, 40, 20):
        running = [builder.apply("mul", inputs[first], inputs[first + 1])]
        for node in inputs[first + 2 : first + 20]:
            running.append(builder.apply("add", running[-1], node))
        sums.append(running)
    goal = builder.apply("mul", sums[0][-1], sums[1][-1])
    tape, values = builder.build(), [random.Random(number).uniform(-1.0, 1.0) for number in range(40)]
    assert len(tape.levels._groups) == 3
    assert tape.levels.run(values).tolist() == tape.run(values)
    for node in (goal, sums[0][-1], sums[1][7], sums[1][1]):
        assert tape.levels.gradient(tape.levels.run(values), node).tolist() == tape.gradient(tape.run(values), node)
