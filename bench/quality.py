"""The whole comparison with SLSQP, 20 runs on each of 200 random trees and one on each hard case: `python -m bench.quality`."""

from __future__ import annotations

import kpi_xl as kx
from tests.solve.rivals import compare, summary
from tests.solve.suites import RANDOM, hard_cases, random_case

RUNS = 20


def quality() -> str:
    """Compare both suites, and say who was better where."""
    chance = [compare(case, kx.backsolve(case.tree, case.goal), RUNS) for case in map(random_case, range(RANDOM))]
    hard = [compare(case, kx.backsolve(case.tree, case.goal), 1) for case in hard_cases()]
    proven = sum(each.solution.optimum == "proven" for each in chance)
    worst = max(each.solution.residual or 0.0 for each in chance)
    ends = f"optimum proven in {proven} of {RANDOM} random trees; largest KKT residual {worst:.1e}"
    return "\n".join([summary("random trees, best of 20 runs", chance), ends, summary("hard suite, from today", hard)])


if __name__ == "__main__":
    print(quality())
