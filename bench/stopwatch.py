"""Tell apart the time a click takes from the time that the double of Excel takes to answer it.

Knows the double's classes. Does not know what is clicked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any


class Stopwatch:
    """It runs while a member of Excel's is at work, however many others that one asks."""

    def __init__(self) -> None:
        self.seconds, self._depth = 0.0, 0

    @classmethod
    def of_excel(cls) -> Stopwatch:
        """Return one that runs inside every member of the double from now on."""
        from tests.support.engine.com import Com

        watch = cls()
        for kind in {*_kinds(Com)}:
            for name, member in vars(kind).copy().items():
                if name[0].isupper() or name == "__call__":
                    setattr(kind, name, watch.timed(member))
        return watch

    def timed(self, member: Any) -> Any:
        """Return a property or a function during which this runs; anything else as it is."""
        if isinstance(member, property):
            return property(*(self._around(each) if each else None for each in (member.fget, member.fset)))
        return self._around(member) if callable(member) else member

    def _around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            begun, self._depth = time.process_time(), self._depth + 1
            try:
                return function(*given, **named)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.seconds += time.process_time() - begun

        return timed


def _kinds(kind: type) -> Iterator[type]:
    """Yield a class and every class made from it."""
    yield kind
    for each in kind.__subclasses__():
        yield from _kinds(each)
