"""Whether the add-in can work on this computer: a row per check, and what to do where it cannot.

Knows which checks there are. Does not know how any of them looks, nor how a table or a message is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.errors.install import NoExcelHere
from kpi_xl.excel import office_checks, places, python_checks, reasons
from kpi_xl.excel.findings import Check, Finding, Verdict
from kpi_xl.excel.machine import MAC, WINDOWS, Machine
from kpi_xl.labels import Label
from kpi_xl.labels import doctor as words

CHECKS = (
    Check(words.EXCEL, python_checks.excel),
    Check(words.BITS, python_checks.bits, (WINDOWS,)),
    Check(words.STORE, python_checks.store, (WINDOWS,)),
    Check(words.CONDA, python_checks.conda),
    Check(words.USER, python_checks.user_install, (WINDOWS,)),
    Check(words.PATH, python_checks.letters),
    Check(words.DLL, python_checks.dll, (WINDOWS,)),
    Check(words.ADDIN, python_checks.addin),
    Check(words.CONFIG, python_checks.config),
    Check(words.SCRIPT, python_checks.script, (MAC,)),
    Check(words.BLOCKED, office_checks.blocked, (WINDOWS,)),
    Check(words.DISABLED, office_checks.disabled, (WINDOWS,)),
    Check(words.MACROS, office_checks.macros, (WINDOWS,)),
    Check(words.TRUST, office_checks.trusted, (WINDOWS,)),
    Check(words.VIEW, office_checks.protected_view, (WINDOWS,)),
    Check(words.CHILDREN, office_checks.children, (WINDOWS,)),
    Check(words.API, office_checks.api, (WINDOWS,)),
    Check(words.LOCKER, office_checks.locker, (WINDOWS,)),
    Check(words.CLOUD, office_checks.cloud),
)

Row = tuple[Label, Finding]


def examine(machine: Machine) -> list[Row]:
    """Return what every check that means something on this computer has found.

    Raises
    ------
    NoExcelHere
        If this system has no Excel the add-in could work in.
    NoXlwings
        If the library the add-in is built from is not installed.
    """
    if machine.platform not in places.INTERPRETERS:
        raise NoExcelHere(where="Excel", platform=machine.platform)
    return [(check.name, check.look(machine)) for check in CHECKS if machine.platform in check.platforms]


def summary(rows: Sequence[Row]) -> Label:
    """Return what all of it comes to."""
    bad, notes = (sum(finding.verdict is verdict for _, finding in rows) for verdict in (Verdict.BAD, Verdict.NOTE))
    return words.SOME.fill(count=len(rows), bad=bad, notes=notes) if bad or notes else words.ALL_WELL.fill(count=len(rows))


def told(machine: Machine) -> Label:
    """Return what is in the way of the add-in, as a message says it: only what is not well, the worst first."""
    rows = examine(machine)
    ill = [row for verdict in (Verdict.BAD, Verdict.NOTE) for row in rows if row[1].verdict is verdict]
    lines = [summary(rows), *(_line(name, finding) for name, finding in ill), *why_cells_fail()]
    return Label("\n\n".join(line.ja for line in lines), "\n\n".join(line.en for line in lines))


def why_cells_fail() -> list[Label]:
    """Return the last sentences behind errors in cells, the newest first, with a line above them."""
    lines = [reason.label for reason in reasons.latest()]
    return [words.REASONS, *lines] if lines else []


def _line(name: Label, finding: Finding) -> Label:
    return words.TOLD.fill(symbol=finding.verdict.value, name=name, said=finding.said, remedy=finding.remedy)
