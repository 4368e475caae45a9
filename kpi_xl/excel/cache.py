"""Work that is done once however many cells ask for it.

Knows results by what was asked. Does not know what is worked out.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar, TypeVarTuple

from kpi_xl.errors import KpiXlError
from kpi_xl.excel.arrays import Cell

Asked = TypeVarTuple("Asked")
R = TypeVar("R")


class Remembered(Generic[*Asked, R]):
    """A function that remembers its last results, problems among them: a thousand cells may ask about one broken tree."""

    def __init__(self, work: Callable[[*Asked], R], most: int) -> None:
        self._work, self.__doc__ = work, work.__doc__
        self._outcome = lru_cache(maxsize=most)(self._try)
        self.forget = self._outcome.cache_clear

    def __call__(self, *asked: *Asked) -> R:
        result, problem = self._outcome(*asked)
        if problem is not None:
            raise problem.with_traceback(None)
        return result[0]

    def _try(self, *asked: *Asked) -> tuple[tuple[R, ...], KpiXlError | None]:
        try:
            return (self._work(*asked),), None
        except KpiXlError as problem:
            return (), problem


def remembered(most: int) -> Callable[[Callable[[*Asked], R]], Remembered[*Asked, R]]:
    """Remember the last `most` results of a function whose arguments can be compared."""
    return lambda work: Remembered(work, most)


def fingerprint(rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """Return bytes that are equal where rows of cells are: the same kinds, the same values to the last digit."""
    try:
        # The version that writes equal values alike, whether or not they are one object.
        return marshal.dumps(rows, 2)  # type: ignore[arg-type]  # a date is refused
    except ValueError:
        return repr(rows).encode()
