"""Conditional formats and what cells accept. Excel reads their formulas as if they stood in the selected cell."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.formula.translate import Translator
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.datavalidation import DataValidation, DataValidationList

from kpi_xl.book.look_xml import live_format_id
from tests.support.engine.com import Collection, Com, Lacking, refused
from tests.support.engine.styles import rgb
from tests.support.engine.texts import taken


def from_selected(formula: str, area: Any) -> str:
    """Return a formula as the first cell of an area says it, when the selected cell says it so."""
    workbook = area.sheet.workbook
    first = area.address().replace("$", "").split(",")[0].split(":")[0]
    return str(Translator(taken(formula, set()), workbook.active.selected).translate_formula(first))[1:]


def address(area: Any) -> str:
    return str(area.address().replace("$", "").replace(",", " "))


class FormatConditions(Collection):
    """The rules of an area."""

    def __init__(self, area: Any) -> None:
        self.area = area

    def things(self) -> list[Any]:
        return [FormatCondition(self.area.sheet, entry) for entry in self.area.sheet.rules if entry[0] == address(self.area)]

    def Add(self, Type: int, Formula1: str) -> FormatCondition:
        if Type != 2:
            raise Lacking("a rule of another kind")
        # StopIfTrue is what Excel assumes of a rule that a program adds
        made = Rule("expression", dxf=DifferentialStyle(), formula=[from_selected(Formula1, self.area)], stopIfTrue=True)
        self.area.sheet.rules.append((address(self.area), made))
        return FormatCondition(self.area.sheet, self.area.sheet.rules[-1])

    def Delete(self) -> None:
        self.area.sheet.rules = []


class FormatCondition(Com):
    """One rule."""

    def __init__(self, sheet: Any, entry: tuple[str, Rule]) -> None:
        self.sheet, self.entry = sheet, entry

    @property
    def Type(self) -> int:
        return 2

    @property
    def Interior(self) -> Shade:
        return Shade(self.entry[1].dxf)

    @property
    def Font(self) -> Letters:
        return Letters(self.entry[1].dxf)

    @property
    def StopIfTrue(self) -> bool:
        return bool(self.entry[1].stopIfTrue)

    @StopIfTrue.setter
    def StopIfTrue(self, value: bool) -> None:
        self.entry[1].stopIfTrue = value or None

    @property
    def NumberFormat(self) -> str | None:
        return self.entry[1].dxf.numFmt and str(self.entry[1].dxf.numFmt.formatCode)

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self.entry[1].dxf.numFmt = NumberFormat(live_format_id(value), value)

    def SetFirstPriority(self) -> None:
        rules = self.sheet.rules
        rules.insert(0, rules.pop(next(place for place, entry in enumerate(rules) if entry is self.entry)))


class Shade(Com):
    """What a rule fills a cell with."""

    def __init__(self, dxf: DifferentialStyle) -> None:
        self.dxf = dxf

    Color = property(lambda self: None, lambda self, value: setattr(self.dxf, "fill", PatternFill("solid", bgColor=rgb(value))))


class Letters(Com):
    """What a rule makes of a cell's letters."""

    def __init__(self, dxf: DifferentialStyle) -> None:
        self.dxf = dxf

    def change(self, **changes: Any) -> None:
        old = self.dxf.font
        self.dxf.font = Font(**{"bold": old and old.bold, "color": old and old.color} | changes)

    Color = property(lambda self: None, lambda self, value: self.change(color=rgb(value)))
    Bold = property(lambda self: None, lambda self, value: self.change(bold=value))


class Validation(Com):
    """What an area accepts."""

    def __init__(self, area: Any) -> None:
        self.area = area

    @property
    def made(self) -> DataValidation:
        found = [made for made in self.area.sheet.sheet.data_validations.dataValidation if str(made.sqref) == address(self.area)]
        if not found:
            raise refused("no validation here")
        return found[-1]

    def Add(
        self, Type: int, AlertStyle: int, Operator: int | None = None, Formula1: str | None = None, Formula2: str | None = None
    ) -> None:
        kinds = {0: None, 2: "decimal", 3: "list"}
        source = from_selected(Formula1, self.area) if Formula1 and Formula1.startswith("=") else Formula1
        if kinds[Type] == "list" and Formula1 and not Formula1.startswith("="):
            source = f'"{Formula1}"'.replace('""', '""""')
        if AlertStyle != 1 or len(Formula1 or "") > 255:
            raise refused("validation")
        made = DataValidation(kinds[Type], source, allow_blank=False, formula2=Formula2, operator={1: "between", None: None}[Operator])
        made.add(address(self.area).replace(" ", " "))
        self.area.sheet.sheet.add_data_validation(made)

    def Delete(self) -> None:
        self.area.sheet.sheet.data_validations = DataValidationList()


def _said(name: str, longest: int = 255) -> property:
    def write(self: Validation, value: Any) -> None:
        if isinstance(value, str) and len(value) > longest:
            raise refused(f"{name} is too long")
        setattr(self.made, name, value if isinstance(value, bool) else value or None)

    return property(lambda self: getattr(self.made, name), write)


for _name, _own in {
    "IgnoreBlank": "allow_blank",
    "InputTitle": "promptTitle",
    "InputMessage": "prompt",
    "ShowInput": "showInputMessage",
    "ErrorMessage": "error",
    "ShowError": "showErrorMessage",
}.items():
    setattr(Validation, _name, _said(_own, 32 if _name == "InputTitle" else 255))
