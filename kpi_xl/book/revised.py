"""What became of a scenario's plan when it was planned again, in sentences.

Knows a plan as it was and as it is now. Does not know where the sentences stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kpi_xl.book.amounts import amount
from kpi_xl.book.brief import Brief
from kpi_xl.book.way_out import way_out
from kpi_xl.labels import Label, listed
from kpi_xl.labels import replan as words
from kpi_xl.model.kpi import Kpi
from kpi_xl.plan.replan import Replanned, figure
from kpi_xl.plan.total import Meaning
from kpi_xl.solve.solution import Outcome

NAMED = 4
"""So many KPIs a sentence names."""


@dataclass(frozen=True)
class Revised:
    """One scenario: what it is about, and its plan as it was and as it is now."""

    brief: Brief
    done: Replanned

    @property
    def misses(self) -> bool:
        """Whether even the new plan does not bring the goal."""
        return self.done.solution is not None and self.done.solution.outcome in (Outcome.OUT_OF_REACH, Outcome.NO_EFFECT)

    def kind(self, place: int) -> Label:
        """Say what a month of the new plan is: what happened, what is taken to have gone as planned where nobody typed it, or a plan."""
        done = self.done
        if place >= done.before.course.gone:
            return words.IS_PLAN
        levers = done.before.course.tree.levers
        untyped = all(done.before.months[place] in done.assumed.get(name, ()) for name in levers)
        return words.IS_ASSUMED if untyped else words.IS_ACTUAL

    def sentences(self, meaning: Meaning) -> Iterator[str]:
        """Say what became of the plan, and what would help where it falls short."""
        brief, course = self.brief, self.done.before.course
        if not course.gone:
            yield brief.say(words.NOTHING_OVER)
        elif course.gone == len(course.months):
            yield brief.say(words.ALL_OVER)
        elif self.done.solution is None:
            yield brief.say(words.HOLDS)
        else:
            yield from (self._compared(kpi, meaning) for kpi in self._goals())
            if self.misses:
                yield way_out(replace(brief, solution=self.done.solution, held_back=False))
        if self.done.assumed:
            yield self._assumed()

    def _goals(self) -> list[Kpi]:
        asked = {self.brief.tree.kpi(goal.kpi).name for goal in self.brief.scenario.goals}
        return [kpi for kpi in self.brief.goal_kpis if kpi.name in asked]

    def _compared(self, kpi: Kpi, meaning: Meaning) -> str:
        brief, solution = self.brief, self.done.solution
        assert solution is not None
        place = next(at for at, goal in enumerate(solution.goals) if brief.tree.kpi(goal.kpi).name == kpi.name)
        missed = self.misses and (not solution.margins or solution.margins[place] < 0.0)
        last, goal = self.done.before.course.gone - 1, solution.targets[place].value
        planned, actual = (float(plan.values[kpi.name][last]) for plan in (self.done.planned, self.done.before))
        figures = {
            "old": figure(self.done.before, kpi.name, meaning),
            "new": figure(self.done.after, kpi.name, meaning),
            "planned": planned,
            "actual": actual,
            "goal": goal,
        }
        said = {key: amount(value, kpi.unit, brief.lang) for key, value in figures.items()}
        behind = actual > planned if kpi.better == "lower" else actual < planned
        if meaning == "total":
            label = words.MISSED if missed else words.REACHED
        else:
            label = words.MISSED_AT_THE_END if missed else words.BEHIND if behind else words.AHEAD
        return brief.say(label, kpi=kpi.shown, month=self.done.before.months[last], **said)

    def _assumed(self) -> str:
        brief = self.brief
        said = [
            brief.say(words.ASSUMED_ONE, kpi=brief.tree.kpis[name].shown, count=len(open_)) for name, open_ in self.done.assumed.items()
        ]
        named, more = listed(said[:NAMED], brief.lang), len(said) - NAMED
        return brief.say(words.ASSUMED, kpis=brief.say(words.ASSUMED_MORE, kpis=named, count=more) if more > 0 else named)
