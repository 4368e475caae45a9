"""What is worked out about a tree, once for each thing that is asked.

Knows readings and goals. Does not know how an answer is laid out in cells.
"""

from __future__ import annotations

from kpi_xl.excel.cache import remembered
from kpi_xl.excel.table_tree import Reading
from kpi_xl.excel.wanted import Wanted
from kpi_xl.insight.probability import probability
from kpi_xl.model.goal import Goal
from kpi_xl.solve.backsolve import backsolve
from kpi_xl.solve.question import ask
from kpi_xl.solve.reach import reach
from kpi_xl.solve.solution import Outcome, Reach, Solution

SOLUTIONS = 128
"""How many solutions are remembered, and as many of every other kind of answer."""

LEAST_EFFORT = "least_effort"
REACHED = (Outcome.REACHED, Outcome.ALREADY_MET)


@remembered(SOLUTIONS)
def solved(reading: Reading, wanted: Wanted, strategy: str) -> Solution:
    """Backsolve; a stretch builds on must-achieve where that is reached, as in a workbook."""
    base = solved(reading, Wanted(wanted.below), strategy) if wanted.below else None
    beyond = base if base and base.outcome in REACHED else None
    return backsolve(reading.tree, goals=wanted.goals, strategy=strategy, beyond=beyond)


@remembered(SOLUTIONS)
def best(reading: Reading) -> Reach:
    """Return how far the KGI can be brought; today's value where no lever has a say."""
    tree = reading.tree
    question = ask(tree, (Goal(tree.kgi, value=tree.baseline[tree.kgi]),))
    if not question.levers:
        return Reach(tree.baseline[tree.kgi], "proven")
    found = reach(question)
    return Reach(found.value, found.proof)


@remembered(SOLUTIONS)
def chance(reading: Reading, wanted: Wanted, samples: int, seed: int) -> float:
    """Return the probability that all goals are met when the levers fall around what least effort asks of them."""
    solution = solved(reading, wanted, LEAST_EFFORT)
    targets = {name: lever.target for name, lever in solution.moved.items()}
    return probability(reading.tree, wanted.goals, targets, samples=samples, seed=seed).every_goal
