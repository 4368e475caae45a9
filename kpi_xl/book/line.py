"""One line of a page that is read from top to bottom: a heading, a sentence, how both look, and where the heading leads.

Knows words and looks. Does not know rows, nor what the words are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kpi_xl.book.spoken import Spoken

Look = Literal["scenario", "part", "reason", "formula", "number", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """A heading and what is said beside it: words that never change, or a live sentence. `indent` is the heading's."""

    head: str
    said: str | Spoken = ""
    look: Look = "reason"
    link: str | None = None
    indent: int = 0

    @property
    def words(self) -> str:
        """What it says as things are."""
        return self.said.words if isinstance(self.said, Spoken) else self.said
