"""What the linter has to say about one cell, as data.

Knows severities and sentences. Does not know rules, nor who will read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kpi_xl.labels import Label
from kpi_xl.labels import linter as words

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""The gravest first: nothing can be computed, a result is probably wrong, worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken in one cell.

    Attributes
    ----------
    code, severity
        The rule and how grave it is.
    kpis
        The names of the rows it is about; the row to look at first.
    cell
        Where to look: an address, or the row's name in a tree without cells.
    said, remedy
        Where, what is and what was expected; and what to do.
    """

    code: str
    severity: Severity
    kpis: tuple[str, ...]
    cell: str
    said: Label
    remedy: Label

    @property
    def sentence(self) -> Label:
        """The whole of it, as a person reads it."""
        return Label(ja=self.said.ja + self.remedy.ja, en=f"{self.said.en} {self.remedy.en}".rstrip())

    @property
    def line(self) -> Label:
        """The same with its severity and code before it."""
        return words.LINE.fill(severity=words.SEVERITIES[self.severity], code=self.code, sentence=self.sentence)
