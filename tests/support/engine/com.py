"""What every object of the double has in common: each access from outside is a round trip and is counted, and what the double lacks raises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar

import tests.support.engine.windows as windows


class Lacking(NotImplementedError):
    """Excel has this member, the double does not: a test must not pass because nothing happened."""


def refused(said: str) -> Exception:
    """Return what COM raises when Excel says no."""
    return windows.com_error(-2147352567, said, (0, "Microsoft Excel", said, None, 0, -2146827284), None)


class Com:
    """An object of Excel's. Names that begin with a capital are Excel's, all others ours."""

    calls: ClassVar[Counter[str]] = Counter()

    def __getattribute__(self, name: str) -> Any:
        if name[0].isupper():
            Com.calls[f"{type(self).__name__}.{name}"] += 1
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        if name[0].isupper():
            raise Lacking(f"{type(self).__name__}.{name}")
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[0].isupper():
            Com.calls[f"{type(self).__name__}.{name}="] += 1
            made = getattr(type(self), name, None)
            if not isinstance(made, property) or made.fset is None:
                raise Lacking(f"{type(self).__name__}.{name} =")
        object.__setattr__(self, name, value)

    def counted(self, what: str) -> None:
        """Count a round trip that Python does not show as an attribute."""
        Com.calls[f"{type(self).__name__}{what}"] += 1


class Bag(Com):
    """An object that only remembers what it is told: its members are listed, some with members of their own."""

    def __init__(self, members: Mapping[str, Any]) -> None:
        self.members, self.said = members, {}

    def __getattr__(self, name: str) -> Any:
        if name[0].islower() or name not in self.members:
            return super().__getattr__(name)
        if name not in self.said:
            default = self.members[name]
            self.said[name] = Bag(default) if isinstance(default, Mapping) else default
        return self.said[name]

    def __setattr__(self, name: str, value: Any) -> None:
        if name[0].islower():
            object.__setattr__(self, name, value)
            return
        self.counted(f".{name}=")
        if name not in self.members:
            raise Lacking(f"Bag.{name} =")
        self.said[name] = value

    def told(self, path: str) -> Any:
        """Return what was set at a path, or the default."""
        found: Any = self
        for part in path.split("."):
            found = found.__getattr__(part)
        return found


class Collection(Com):
    """Things by name or by place, from 1."""

    def things(self) -> list[Any]:
        raise NotImplementedError

    def called(self, thing: Any) -> str:
        """Return a thing's name."""
        raise NotImplementedError

    def find(self, key: str | int) -> Any:
        things = self.things()
        if isinstance(key, str):
            things = [thing for thing in things if self.called(thing).casefold() == key.casefold()]
            key = 1
        if not 1 <= key <= len(things):
            raise refused("Subscript out of range")
        return things[int(key) - 1]

    @property
    def Count(self) -> int:
        return len(self.things())

    def Item(self, key: str | int) -> Any:
        return self.find(key)

    def __call__(self, key: str | int) -> Any:
        self.counted("()")
        return self.find(key)

    def __iter__(self) -> Any:
        for thing in self.things():
            self.counted(" next")
            yield thing
