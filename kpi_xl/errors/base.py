"""The error family: each class is one sentence that says where, what is, what was expected and what to do.

Knows facts and sentences. Does not know how a fact was found, nor who will read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from kpi_xl.labels import Label, Lang, in_language


class KpiXlError(Exception):
    """An error whose facts fill one sentence in either language.

    Parameters
    ----------
    **facts
        What the sentence's placeholders name; a `Label` is said in the reader's language. `where` is the cell or the row.
    """

    say: ClassVar[Label]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(facts)

    @property
    def code(self) -> str:
        """The class as a stable word for programs, such as `bad_bounds`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", type(self).__name__).lower()

    @property
    def where(self) -> str:
        """The cell or row the problem stands in, or an empty text."""
        return str(self.facts.get("where", ""))

    def sentence(self, lang: Lang) -> str:
        """Say the problem in one language."""
        return self.say.say(lang).format(**{name: in_language(fact, lang) for name, fact in self.facts.items()})

    @property
    def label(self) -> Label:
        """The problem in both languages."""
        return Label(ja=self.sentence("ja"), en=self.sentence("en"))

    def __str__(self) -> str:
        return self.sentence("en")


class Problems(KpiXlError):
    """Everything that is wrong with a workbook or a tree, reported together."""

    say = Label(ja="{count}件の問題があります。", en="{count} problem(s) found.")

    def __init__(self, problems: Iterable[KpiXlError]) -> None:
        self.problems = tuple({problem.sentence("en"): problem for problem in problems}.values())  # two scenarios may have one problem
        super().__init__(count=len(self.problems))

    def sentence(self, lang: Lang) -> str:
        """Say every problem, one on a line."""
        return "\n".join(problem.sentence(lang) for problem in self.problems)


class Note(KpiXlError):
    """Something worth saying that stops nobody."""
