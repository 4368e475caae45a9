"""Every kind of workbook we ship or write passes every check there is: schemas, Excel's own rules, and two other programs' arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.support import excel_lint, ooxml, recalculated
from tests.support.every_workbook import EVERY
from tests.support.libreoffice import Values, recalculate

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it says what it does not carry
THEIRS = ": 報告!"
"""The foreign workbook's own sheet: what its maker did there stays as it was."""

TWINS = ("planned en", "replanned ja", "foreseen ja", "acted en", "effects ja", "typed ja", "renamed en", "out_of_reach en", "priced ja")
"""Workbooks that say in one language what another says in the other: their pages are drawn in both, and calculated in one."""

KINDS = [kind for kind in EVERY if kind not in TWINS]
each_workbook = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Each workbook, made once, when it is first asked for."""
    return cache(lambda kind: EVERY[kind](tmp_path_factory.mktemp("made")))


@pytest.fixture(scope="module")
def seen(made: Callable[[str], Path]) -> Mapping[Path, Values]:
    """What LibreOffice computes for all of them in one start."""
    return recalculate(made(kind) for kind in KINDS)


@each_workbook
def test_excels_own_rules_are_kept(kind: str, made: Callable[[str], Path]) -> None:
    assert [found for found in excel_lint.findings(made(kind)) if THEIRS not in found] == []


@pytest.mark.validator
@each_workbook
def test_the_schemas_are_kept(kind: str, made: Callable[[str], Path]) -> None:
    assert ooxml.findings(made(kind)) == []


@each_workbook
def test_formualizer_computes_every_stored_value(kind: str, made: Callable[[str], Path]) -> None:
    assert recalculated.differences(made(kind), recalculated.by_formualizer(made(kind))) == []


@pytest.mark.libreoffice
@each_workbook
def test_libreoffice_computes_every_stored_value(kind: str, made: Callable[[str], Path], seen: Mapping[Path, Values]) -> None:
    assert recalculated.differences(made(kind), seen[made(kind)]) == []
