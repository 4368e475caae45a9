"""Which agreed values keep goals out of reach: those that, released, would bring them in reach.

Knows agreed values by name. Does not know how a question is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Meets = Callable[[Mapping[str, float]], bool]
"""Whether the goals are met when only these values are agreed."""


def releases(agreed: Mapping[str, float], meets: Meets) -> tuple[tuple[str, ...], ...]:
    """Return each agreed value that would do alone; else one set of them that would do together, each of which is needed; else nothing."""
    if not agreed or not meets({}):
        return ()
    alone = tuple((name,) for name in agreed if len(agreed) == 1 or meets(_without(agreed, [name])))
    if alone:
        return alone
    needed = [*agreed]
    for name in agreed:
        fewer = [each for each in needed if each != name]
        if meets(_without(agreed, fewer)):
            needed = fewer
    return (tuple(needed),)


def _without(agreed: Mapping[str, float], names: list[str]) -> dict[str, float]:
    return {name: value for name, value in agreed.items() if name not in names}
