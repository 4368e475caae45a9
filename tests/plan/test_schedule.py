"""The critical path method gives what textbooks give, and its times keep what they promise on any network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.errors.actions import CircularTasks
from kpi_xl.plan.schedule import Task, circles, longest_chain, schedule, tightest_chain

HOUSE = {
    "A": (2, ""), "B": (4, "A"), "C": (10, "B"), "D": (6, "C"), "E": (4, "C"), "F": (5, "E"), "G": (7, "D"),
    "H": (9, "EG"), "I": (7, "C"), "J": (8, "FI"), "K": (4, "J"), "L": (5, "J"), "M": (2, "H"), "N": (6, "KL"),
}  # fmt: skip
"""The Reliable Construction Co. project of F. S. Hillier and G. J. Lieberman, Introduction to Operations Research: weeks, what comes before."""

HOUSE_SLACKS = {"D": 4, "G": 4, "H": 4, "I": 2, "K": 1, "M": 4}
"""The slacks the book gives; every other activity has none, and the project takes 44 weeks."""

SEVEN = {"a": (4.0, ""), "b": (5.33, ""), "c": (5.17, "a"), "d": (6.33, "a"), "e": (5.17, "bc"), "f": (4.5, "d"), "g": (5.17, "e")}
"""The worked example of Wikipedia's article on the program evaluation and review technique, in days."""

SEVEN_TIMES = {
    "a": (0.0, 4.0, 0.0, 4.0),
    "b": (0.0, 5.33, 3.84, 9.17),
    "c": (4.0, 9.17, 4.0, 9.17),
    "d": (4.0, 10.33, 8.68, 15.01),
    "e": (9.17, 14.34, 9.17, 14.34),
    "f": (10.33, 14.83, 15.01, 19.51),
    "g": (14.34, 19.51, 14.34, 19.51),
}


def network(rows: dict[str, tuple[float, str]]) -> list[Task]:
    return [Task(key, days, tuple(before)) for key, (days, before) in rows.items()]


def test_the_house_of_hillier_and_lieberman_takes_44_weeks_along_its_critical_path() -> None:
    timings = schedule(network(HOUSE))
    assert max(timing.earliest_finish for timing in timings.values()) == 44
    assert {key: timing.slack for key, timing in timings.items() if not timing.critical} == HOUSE_SLACKS
    assert tightest_chain(network(HOUSE), timings) == list("ABCEFJLN")


def test_the_seven_activities_of_wikipedia_have_the_times_of_its_table() -> None:
    timings = schedule(network(SEVEN))
    found = {key: (each.earliest_start, each.earliest_finish, each.latest_start, each.latest_finish) for key, each in timings.items()}
    assert {key: pytest.approx(times) for key, times in SEVEN_TIMES.items()} == found


def test_an_end_of_its_own_moves_what_comes_before_and_slack_may_be_negative() -> None:
    tasks = [Task("1", 5.0, begin=10.0), Task("2", 3.0, ("1",), end=16.0), Task("3", 1.0)]
    timings = schedule(tasks)
    found = {key: (timing.latest_start, timing.slack) for key, timing in timings.items()}
    assert found == {"1": (8.0, -2.0), "2": (13.0, -2.0), "3": (17.0, 17.0)}
    assert tightest_chain(tasks, timings) == ["1", "2"]


def test_tasks_that_wait_for_each_other_are_named_in_both_languages() -> None:
    with pytest.raises(CircularTasks) as caught:
        schedule([Task("1", 1.0, ("3",)), Task("2", 1.0, ("1",)), Task("3", 1.0, ("2",))])
    assert caught.value.sentence("en") == (
        "1: these tasks wait for each other, so none could ever begin: 1 → 3 → 2 → 1. Clear one of the numbers in 'After'."
    )
    assert caught.value.sentence("ja") == (
        "1：次の施策は互いに終わるのを待っているため、どれも始められません：1 → 3 → 2 → 1。「先に終える施策」の番号を1つ消してください。"
    )


def test_a_task_that_is_not_there_holds_nobody_up() -> None:
    assert schedule([Task("1", 2.0, ("9",))])["1"].earliest_start == 0.0
    assert circles({"1": ["9"]}) == []
    assert schedule([]) == {}
    assert tightest_chain([], {}) == []


NETWORKS = st.lists(st.tuples(st.floats(0, 30), st.sets(st.integers(0, 11)), st.floats(0, 50)), min_size=1, max_size=12)
"""Tasks that wait only for tasks before them: no circles."""


@given(NETWORKS)
def test_nothing_begins_before_what_it_waits_for_and_the_tightest_chain_fills_the_time(rows) -> None:
    tasks = [Task(str(n), days, tuple(str(b) for b in sorted(befores) if b < n), begin) for n, (days, befores, begin) in enumerate(rows)]
    timings = schedule(tasks)
    for task in tasks:
        own = timings[task.key]
        assert own.earliest_start >= task.begin - 1e-9
        assert own.slack >= -1e-9
        for before in task.after:
            assert timings[before].earliest_finish <= own.earliest_start + 1e-9
            assert timings[before].latest_finish <= own.latest_start + 1e-9
    path = tightest_chain(tasks, timings)
    assert all(timings[key].critical for key in path)
    assert timings[path[-1]].latest_finish == pytest.approx(max(each.earliest_finish for each in timings.values()))


@given(NETWORKS)
def test_the_longest_chain_is_the_most_tasks_that_wait_in_a_row(rows) -> None:
    after = {str(n): [str(b) for b in befores if b < n] for n, (_, befores, _) in enumerate(rows)}
    whole = schedule([Task(key, 1.0, tuple(before)) for key, before in after.items()])
    assert longest_chain(after) == max(timing.earliest_finish for timing in whole.values())
