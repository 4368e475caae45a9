"""A column reads like the dict it stands for, and makes an entry only when somebody asks for it."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import kpi_xl as kx
from kpi_xl.model.columns import Column, Numbers

PLACES = {"visitors": 0, "rate": 1}
NUMBERS = Numbers(PLACES, np.array([5000.0, 0.02]))


def test_it_equals_the_dict_and_reads_like_it() -> None:
    same = {"visitors": 5000.0, "rate": 0.02}
    assert same == NUMBERS
    assert same == NUMBERS
    assert NUMBERS != {"visitors": 5000.0, "rate": 0.03}
    assert [*NUMBERS.items()] == [*same.items()]
    assert repr(NUMBERS) == repr(same)
    assert len(NUMBERS) == 2
    assert "rate" in NUMBERS
    assert NUMBERS.get("price") is None
    assert pickle.loads(pickle.dumps(NUMBERS)) == same


def test_an_unknown_name_is_a_key_error_and_nothing_can_be_written() -> None:
    with pytest.raises(KeyError, match="price"):
        NUMBERS["price"]
    with pytest.raises(ValueError, match="read-only"):
        NUMBERS.array[0] = 1.0


def test_an_entry_is_a_plain_float() -> None:
    assert type(NUMBERS["rate"]) is float


def test_entries_are_made_when_asked_for() -> None:
    made: list[int] = []

    def entry(place: int) -> int:
        made.append(place)
        return place

    column = Column(PLACES, entry)
    assert [*column] == ["visitors", "rate"]
    assert made == []
    assert column["rate"] == 1
    assert made == [1]


def test_evaluating_a_tree_gives_its_rows_in_their_order_constants_and_errors_included() -> None:
    tree = kx.KpiTree.from_formulas(
        {"sales": "=visitors*rate", "tax": "=10%*2", "share": "=sales/gap"},
        [kx.Lever("visitors", 5000), kx.Lever("rate", 0.02, locked=True), kx.Lever("gap", 1.0)],
        kgi="sales",
    )
    found = tree.evaluate({"gap": 0.0, "visitors": 6000})
    assert [*found][:3] == ["sales", "tax", "share"]
    assert found["sales"] == pytest.approx(120.0)
    assert found["tax"] == pytest.approx(0.2)
    assert found["rate"] == 0.02
    assert np.isnan(found["share"])
    assert found.array.tolist()[0] == found["sales"]
