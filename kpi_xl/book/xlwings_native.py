"""Reach Excel itself where xlwings has no word of its own, by the table of members.

Knows that COM has properties and AppleScript references. Does not know what the members are for.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from functools import reduce
from typing import Any

from kpi_xl.book.xlwings_members import MEMBERS, Word
from kpi_xl.labels import live

log = logging.getLogger(__name__)


def take(native: Any, key: str) -> Any:
    """Return a property's value, or None where this Excel has no such thing."""
    if (found := _last(native, key)) is None:
        return None
    return found[0].get() if _on_mac() else _step(*found)


def put(native: Any, key: str, value: Any) -> bool:
    """Set a property. Where this Excel has no such thing or will not have it, the log says so and the work goes on."""
    try:
        if (found := _last(native, key)) is None:
            return _left_out(key)
        if _on_mac():
            found[0].set(_spelled(value))
        else:
            setattr(*found, _spelled(value))
    except troubles() as error:
        return _left_out(key, error)
    return True


def call(native: Any, key: str, **arguments: Any) -> Any:
    """Call a method, whose arguments have COM's names in small letters; return its result, or None where this Excel has no such thing."""
    if (found := _last(native, key)) is None:
        _left_out(key)
        return None
    given = {name if _on_mac() else _camel(name): _spelled(value) for name, value in arguments.items()}
    return (found[0] if _on_mac() else getattr(*found))(**given)


def attempt(native: Any, key: str) -> None:
    """Call a method that only tidies up; where it fails, the log says so and the work goes on."""
    try:
        call(native, key)
    except troubles() as error:
        _left_out(key, error)


def items(native: Any, key: str) -> Iterator[Any]:
    """Yield what a collection holds; nothing where this Excel has no such collection."""
    if (found := _last(native, key)) is not None:
        yield from found[0].get() if _on_mac() else _step(*found)


def first(native: Any, key: str) -> Any:
    """Return the first one of a collection that is never empty."""
    found = _last(native, key)
    assert found is not None
    return found[0][1] if _on_mac() else getattr(*found)(1)


def has(key: str) -> bool:
    """Whether this Excel has such a thing."""
    return not _on_mac() or MEMBERS[key].mac is not None


def offered(key: str) -> bool:
    """Whether this Excel has such a thing; where it has not, the log says so."""
    return has(key) or _left_out(key)


def troubles() -> tuple[type[Exception], ...]:
    """Return what Excel's refusals look like on this system."""
    places = (("pywintypes", "com_error"), ("appscript.reference", "CommandError"))
    return tuple(getattr(sys.modules[module], name) for module, name in places if module in sys.modules)


def _on_mac() -> bool:
    return sys.platform == "darwin"


def _last(native: Any, key: str) -> tuple[Any, str] | None:
    """What holds a member, and its name; on a Mac the reference to the member itself."""
    path = MEMBERS[key].mac if _on_mac() else MEMBERS[key].windows
    if path is None:
        return None
    *way, last = path.split(".")
    holder = reduce(_step, way, native)
    return (getattr(holder, last) if _on_mac() else holder), last


def _step(native: Any, part: str) -> Any:
    """Go one step along a path: `Axes(1)` is a method with its argument."""
    name, bracket, number = part.partition("(")
    found = getattr(native, name)
    return found(*map(int, number.rstrip(")").split())) if bracket else found


def _spelled(value: Any) -> Any:
    if not isinstance(value, Word):
        return value
    if not _on_mac():
        return value.windows
    return getattr(sys.modules["appscript"].k, value.mac)  # there since xlwings was imported on a Mac


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _left_out(key: str, error: Exception | None = None) -> bool:
    log.warning("%s", live.LEFT_OUT.fill(member=key, reason=live.NOT_OFFERED if error is None else str(error)).say("en"))
    return False
