"""What the cells of anybody's workbook are called: by the words beside and above them, by their names, by their number formats.

Knows how people lay out sheets. Does not know formulas.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kpi_xl.book.identity import target
from kpi_xl.calc.cells import Address, Cells, Formula
from kpi_xl.model import names
from kpi_xl.model.units import COUNTED, CURRENCIES, FACTORS, what

LONGEST_LABEL, LONGEST_NAME = 60, 40
ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a number format shows as it is, or does not show."""

QUOTED = re.compile(r'"([^"]+)"|\[\$([^\]-]+)[^\]]*\]|([¥$€£])')
SCALED, SCALE = re.compile(r"[0#?],+(?![0#?,])|\[[<>=]"), re.compile(r"^(?:億|百万|万|千|[KMBk])(?![a-z])")
"""A format that shows a part of the number, and the words for such parts."""

IS_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
CURRENCY_UNITS = {"¥": "円", "$": "USD", "€": "EUR", "£": "GBP"}
SCALES = frozenset({"%", "千円", "万円", "百万円", "億円"})
BRACKETED = re.compile(r"[（(\[［].*[)）\]］]")


@dataclass(frozen=True)
class Words:
    """What stands around cells, and how their numbers are shown.

    Attributes
    ----------
    cells
        The workbook.
    formats
        The number format of each cell that has one.
    """

    cells: Cells
    formats: Mapping[Address, str] = field(default_factory=dict)

    def labels(self, places: Sequence[Address]) -> dict[Address, str]:
        """Return what each cell is called; cells beside the same words are told apart by what stands above them, else by where they are."""
        beside = {place: self._beside(place) or self._above(place) or str(place) for place in places}
        in_a_row = Counter((place.sheet, place.row, label) for place, label in beside.items())
        told = {at: self._with_above(at, label) if in_a_row[at.sheet, at.row, label] > 1 else label for at, label in beside.items()}
        often = Counter(told.values())
        both = {at: self._with_above(at, beside[at]) if often[label] > 1 else label for at, label in told.items()}
        still = Counter(both.values())
        return {at: label[:LONGEST_LABEL] if still[label] == 1 else f"{label} ({at})" for at, label in both.items()}

    def _with_above(self, place: Address, label: str) -> str:
        above = self._above(place)
        return f"{label} {above}" if above not in ("", label) else label

    def names(self, labels: Mapping[Address, str]) -> dict[Address, str]:
        """Return a legal name for each cell, every one of them another: the workbook's own where it has one."""
        found: dict[Address, str] = {}
        taken: set[str] = set()
        for place in sorted(labels, key=lambda place: place not in self._defined):  # stable: names people gave come first
            wish = names.suggest(self._defined.get(place, labels[place])[:LONGEST_NAME])
            number, name = 1, wish
            while name.casefold() in taken:
                number += 1
                name = names.suggest(f"{wish}_{number}")
            taken.add(name.casefold())
            found[place] = name
        return found

    def unit(self, place: Address) -> str:
        """Return a cell's unit: by its number format, else by a unit beside it; nothing where neither says one."""
        code = self.formats.get(place, "").partition(";")[0]
        if "%" in ASIDE.sub("", code):
            return "%"
        said = next((found for match in QUOTED.finditer(code) for found in match.groups() if found and found.strip()), "").strip()
        if SCALED.search(code):  # the number itself is whole: 1.2億円 is shown for 120,000,000
            said = SCALE.sub("", said)
        right, left = self._text(Address(place.sheet, place.row, place.column + 1)), list(self._left(place))
        near = (right, left[0] if len(left) > 1 else "")  # a word that stands alone is what the cell is called
        return CURRENCY_UNITS.get(said, said) or next((text.strip("()（）") for text in near if _is_unit(text)), "")

    def is_date(self, place: Address) -> bool:
        """Whether a cell shows its number as a date or a time."""
        code = self.formats.get(place, "")
        return code.casefold() != "general" and bool(IS_DATE.search(ASIDE.sub("", code)))

    def _beside(self, place: Address) -> str:
        texts = list(self._left(place))
        return next((text for text in texts if not _is_unit(text)), texts[-1] if texts else "")

    def _above(self, place: Address) -> str:
        texts = (self._text(Address(place.sheet, row, place.column)) for row in range(place.row - 1, 0, -1))
        return next((text for text in texts if text and not _is_unit(text)), "")

    def _left(self, place: Address) -> Iterator[str]:
        texts = (self._text(Address(place.sheet, place.row, column)) for column in range(place.column - 1, 0, -1))
        return (text for text in texts if text)

    def _text(self, place: Address) -> str:
        content = self.cells.contents.get(place)
        shown = content.cached if isinstance(content, Formula) else content
        return " ".join(shown.split()).rstrip(":：") if isinstance(shown, str) else ""

    @cached_property
    def _defined(self) -> dict[Address, str]:
        """The names that people gave to single cells."""
        found = {name: target(text) for (scope, name), text in self.cells.names.items() if scope is None and not name.startswith("_")}
        return {place: name for name, place in found.items() if place is not None}


def _is_unit(text: str) -> bool:
    """Whether a word beside a number says its unit rather than its name."""
    bare = text.strip("()（）[]［］ ")
    measured = what(bare)
    return bool(BRACKETED.fullmatch(text)) or measured in (COUNTED | FACTORS | SCALES | CURRENCIES.keys())
