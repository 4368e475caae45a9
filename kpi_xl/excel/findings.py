"""What a look at a computer brings: a verdict, what was seen, and what to do where it is not well.

Knows verdicts. Does not know what is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kpi_xl.excel.machine import MAC, WINDOWS, Machine
from kpi_xl.labels import Label
from kpi_xl.labels import doctor as words


class Verdict(Enum):
    """How a check came out; the value is its symbol."""

    GOOD = "◎"
    NOTE = "△"
    BAD = "×"
    NOT_SEEN = "－"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; a remedy wherever something is to be done or known."""

    verdict: Verdict
    said: Label
    remedy: Label | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the doctor's table: what it is called, how it looks, and on which systems it means something."""

    name: Label
    look: Callable[[Machine], Finding]
    platforms: tuple[str, ...] = (WINDOWS, MAC)


def good(said: Label = words.GOOD) -> Finding:
    """All is well."""
    return Finding(Verdict.GOOD, said)


def note(said: Label, remedy: Label) -> Finding:
    """It works, with something to know."""
    return Finding(Verdict.NOTE, said, remedy)


def bad(said: Label, remedy: Label) -> Finding:
    """It cannot work like this."""
    return Finding(Verdict.BAD, said, remedy)


def not_seen(said: Label = words.NOT_SEEN) -> Finding:
    """It cannot be told from here."""
    return Finding(Verdict.NOT_SEEN, said)
