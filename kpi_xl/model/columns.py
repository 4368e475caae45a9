"""Columns of a table by name: read like a dict, held as arrays.

Knows names and their places. Does not know what an entry means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from kpi_xl.calc.tape import Floats

T = TypeVar("T")


class Column(Mapping[str, T]):
    """One entry per name, in the order of the table; made when somebody asks for it, so that a hundred thousand of them cost nothing."""

    __slots__ = ("_entry", "_places")

    def __init__(self, places: Mapping[str, int], entry: Callable[[int], T]) -> None:
        self._places, self._entry = places, entry

    def __getitem__(self, name: str) -> T:
        return self._entry(self._places[name])

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return repr(dict(self))


class Numbers(Column[float]):
    """One number per name.

    Attributes
    ----------
    array
        All of them, in the order of the table; it cannot be written to.
    """

    __slots__ = ("array",)

    def __init__(self, places: Mapping[str, int], array: Floats) -> None:
        array.setflags(write=False)
        super().__init__(places, array.item)
        self.array = array
