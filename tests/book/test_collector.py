"""The collector rests while much is made, and no longer."""

from __future__ import annotations

import gc

import pytest

from kpi_xl.book.collector import collector_at_rest


def test_the_collector_rests_inside_and_runs_again_after() -> None:
    with collector_at_rest(), collector_at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_wakes_the_collector() -> None:
    with pytest.raises(ValueError, match="any"), collector_at_rest():
        raise ValueError("any")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
