"""In which order to calculate: what is needed comes first; a circle has no order.

Knows who needs whom. Does not know what a cell is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def in_order(start: Iterable[T], needs: Callable[[T], Iterable[T]], met: Callable[[list[T]], object] = lambda circle: None) -> Iterator[T]:
    """Yield everything that `start` needs, needed things first, each once; a circle is `met` before any of its members is yielded.

    Works without recursion: a chain of 50,000 cells is nothing unusual. A circle whose members all stand in circles
    already met is not told again.
    """
    done: set[T] = set()
    circular: set[T] = set()
    for first in start:
        path: dict[T, Iterator[T]] = {} if first in done else {first: iter(needs(first))}
        while path:
            last = next(reversed(path))
            for following in path[last]:
                if following not in done:
                    break
            else:
                path.popitem()
                done.add(last)
                yield last
                continue
            if following in path:
                open_ones = list(path)
                circle = open_ones[open_ones.index(following) :]
                if not circular.issuperset(circle):
                    met(circle)
                    circular.update(circle)
            else:
                path[following] = iter(needs(following))
