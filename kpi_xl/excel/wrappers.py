"""The VBA that stands between a cell and a Python function, made from the functions' signatures.

Knows the source of the cell functions. Does not know what they compute, and imports nothing of them: the same text on every system.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.excel.sentinels import XL_ERRORS
from kpi_xl.labels import Label, cells

PREFIX = "KPI_"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a cell function: its name, whether it may be left out, and its help."""

    name: str
    optional: bool
    help: Label


@dataclass(frozen=True, slots=True)
class CellFunction:
    """A function people call in cells: its name, its help, its arguments."""

    name: str
    help: Label
    arguments: tuple[Argument, ...]


def cell_functions(source: str) -> tuple[CellFunction, ...]:
    """Return the cell functions that a module's source defines, in its order."""
    found = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name.startswith(PREFIX))
    return tuple(CellFunction(node.name, cells.HELP[node.name], tuple(_arguments(node))) for node in found)


def shipped() -> tuple[CellFunction, ...]:
    """Return the cell functions of this package."""
    return cell_functions(Path(__file__).with_name("udfs.py").read_text(encoding="utf-8"))


def functions_module(opening: str, functions: Sequence[CellFunction]) -> str:
    """Return the module of wrappers: its hand-written opening, then a wrapper each and their descriptions."""
    return "\n".join([opening.rstrip("\n"), _errors(), *map(_wrapper, functions), _descriptions(functions)])


def lists_module(jobs: Sequence[str], strategies: Sequence[str], functions: Sequence[CellFunction]) -> str:
    """Return the module of everything that may be asked for: nothing else ever becomes part of a command."""
    keys = [f"        Case {number}: KpiStrategyKey = {_text(key)}" for number, key in enumerate(strategies)]
    return "\n".join(
        [
            'Attribute VB_Name = "KpiLists"',
            "' What a button or a cell may ask for. Generated.",
            "Option Explicit",
            *_membership("KpiIsJob", jobs),
            *_membership("KpiIsStrategy", strategies),
            *_membership("KpiIsFunction", [function.name for function in functions]),
            "",
            "Public Function KpiStrategies() As Long",
            f"    KpiStrategies = {len(strategies)}",
            "End Function",
            "",
            "Public Function KpiStrategyKey(ByVal Index As Long) As String",
            "    Select Case Index",
            *keys,
            "    End Select",
            "End Function",
            "",
        ]
    )


def _arguments(node: ast.FunctionDef) -> Iterator[Argument]:
    required = len(node.args.args) - len(node.args.defaults)
    for number, argument in enumerate(node.args.args):
        yield Argument(argument.arg, number >= required, cells.argument_help(node.name, argument.arg))


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _errors() -> str:
    cases = [f"        Case {_text(sentinel)}: AsError = CVErr({constant})" for sentinel, constant in XL_ERRORS.items()]
    opening = ["", "Private Function AsError(ByVal Found As Variant) As Variant", "    AsError = Found"]
    inside = ["    If VarType(Found) <> vbString Then Exit Function", "    Select Case Found", *cases, "    End Select", "End Function"]
    return "\n".join([*opening, *inside])


def _wrapper(function: CellFunction) -> str:
    signature = ", ".join(("Optional " if each.optional else "") + each.name for each in function.arguments)
    passed = ", ".join(each.name for each in function.arguments)
    call = f"    {function.name} = Answer({_text(function.name)}, Array({passed}))"
    return "\n".join(["", f"Public Function {function.name}({signature})", call, "End Function"])


def _descriptions(functions: Sequence[CellFunction]) -> str:
    """Excel keeps no description of an argument in a file: it is told each time the add-in opens."""
    lines = [f"    Describe {_text(each.name)}, {len(each.arguments)}" for each in functions]
    describing = [
        "Private Sub Describe(ByVal Name As String, ByVal Count As Long)",
        "    Dim Helps() As Variant, Number As Long",
        "    ReDim Helps(0 To Count - 1)",
        "    For Number = 1 To Count",
        '        Helps(Number - 1) = KpiWord(Name & "." & Number, 0)',
        "    Next Number",
        "    On Error Resume Next",
        '    Application.MacroOptions Macro:=Name, Description:=KpiWord(Name, 0), Category:="KPI", ArgumentDescriptions:=Helps',
        "End Sub",
    ]
    return "\n".join(["", "Public Sub KpiDescribe()", *lines, "End Sub", "", *describing, ""])


def _membership(name: str, members: Sequence[str]) -> list[str]:
    case = f"        Case {', '.join(map(_text, members))}: {name} = True"
    return [
        "",
        f"Public Function {name}(ByVal Asked As String) As Boolean",
        "    Select Case Asked",
        case,
        "    End Select",
        "End Function",
    ]
