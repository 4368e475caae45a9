"""The commands that put the add-in into Excel and take it away again.

Knows what is said about it. Does not know where anything goes. What the add-in is built with is imported where it is needed.
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from kpi_xl import labels
from kpi_xl.cli.talk import reported, tell
from kpi_xl.excel.machine import Machine, this_machine
from kpi_xl.labels.system import system_language


def machine() -> Machine:
    """Return the computer the commands work on."""
    return this_machine()


def install() -> None:
    """Put the add-in into Excel, for this user and this Python. / Excelにアドインを設定します（このユーザー、このPython）。"""
    from kpi_xl.excel.install import install as put

    console, lang = Console(), system_language()
    with reported(Path("Excel"), lang):
        for said in put(machine(), lang):
            tell(console, said, lang)
        tell(console, labels.install.NEXT, lang)
        tell(console, labels.install.IF_NOT, lang)


def uninstall() -> None:
    """Take away what install put there, and nothing else. / install で設定したものだけを取り除きます。"""
    from kpi_xl.excel.install import uninstall as take

    console, lang = Console(), system_language()
    with reported(Path("Excel"), lang):
        said = take(machine())
        for each in said:
            tell(console, each, lang)
        tell(console, labels.install.UNINSTALLED if said else labels.install.NOTHING_INSTALLED, lang)
