"""In which order the steps of a tape can be taken many at once: level after level, and at each level those that are alike together.

Knows steps and what they need. Does not know how a level is carried out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kpi_xl.calc.tape import Step, Tape

Kind = Literal["alike", "chains", "narrow"]

FEW = 16
"""Levels of no more steps than this cost less one by one, where there are several in a row."""


@dataclass(frozen=True, slots=True)
class Level:
    """Some steps, in the order in which their values stand.

    Attributes
    ----------
    kind
        "alike": one operation, and no step needs another; "chains": so many sums of one length, first the first addition of each, then
        the second of each, and so on; "narrow": anything, each step after those it needs.
    width
        How many steps, or chains, stand side by side.
    """

    kind: Kind
    steps: tuple[Step, ...]
    width: int


def levels_of(tape: Tape) -> list[Level]:
    """Return the levels of a tape, each after those it needs; several in a row of few steps are one."""
    found: list[Level] = []
    few: list[Level] = []
    for level in [*_wide(tape), None]:
        if level and len(level.steps) <= FEW:
            few.append(level)
            continue
        found += few if len(few) < 2 else [Level("narrow", tuple(step for each in few for step in each.steps), 1)]
        found += [level] if level else []
        few = []
    return found


def _wide(tape: Tape) -> Iterator[Level]:
    """Yield the steps of one operation at one level together, chains of one length as well."""
    depth = [0] * tape.size
    members: dict[tuple[int, str, int], list[list[Step]]] = defaultdict(list)
    for unit in _chained(tape):
        level = 1 + max(depth[operand] for step in unit for operand in step.operands)
        for step in unit:
            depth[step.node] = level
        members[level, unit[0].operation, len(unit)].append(unit)
    for key in sorted(members):
        units = members[key]
        yield Level("chains" if len(units[0]) > 1 else "alike", tuple(step for row in zip(*units, strict=True) for step in row), len(units))


def _chained(tape: Tape) -> list[list[Step]]:
    """Return the steps of a tape, each chain of additions, of which only the next one uses the last, as one, every other step alone; one
    comes after all that it needs.
    """
    uses = Counter(operand for step in tape.steps for operand in step.operands)
    ending: dict[int, list[Step]] = {}
    for step in tape.steps:
        before = step.operands[0]
        goes_on = step.operation == "add" and uses[before] == 1 and before in ending and ending[before][0].operation == "add"
        chain = ending.pop(before) if goes_on else []
        chain.append(step)
        ending[step.node] = chain
    return list(ending.values())
