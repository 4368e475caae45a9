"""In which order to calculate: what is needed comes first; a circle has no order.

Knows who needs whom. Does not know what a cell is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def in_order(start: Iterable[T], needs: Callable[[T], Iterable[T]]) -> tuple[list[T], list[list[T]]]:
    """Return everything that `start` needs, needed things first, and the circles that were met.

    Works without recursion: a chain of 50,000 cells is nothing unusual. A circle whose members all stand in circles
    already listed is not listed again.
    """
    done: dict[T, None] = {}
    circles: list[list[T]] = []
    circular: set[T] = set()
    for first in start:
        path: dict[T, Iterator[T]] = {} if first in done else {first: iter(needs(first))}
        while path:
            last = next(reversed(path))
            following = next((need for need in path[last] if need not in done), None)
            if following is None:
                path.popitem()
                done[last] = None
            elif following in path:
                open_ones = list(path)
                circle = open_ones[open_ones.index(following) :]
                if not circular.issuperset(circle):
                    circles.append(circle)
                    circular.update(circle)
            else:
                path[following] = iter(needs(following))
    return list(done), circles
