"""Whatever stands on a page can be read: no number is too wide for its column, and no text is cut off."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.every_workbook import EVERY
from tests.support.rendering import SPARE, unreadable

pytestmark = [pytest.mark.libreoffice, pytest.mark.fonts]
KINDS = (
    "solved example",
    "solved blank",
    "out_of_reach ja",
    "several_goals",
    "typed en",
    "acted",
    "effects",
    "replanned",
    "foreseen",
    "planned",
)
DRAWN = [kind for kind in EVERY if kind.startswith(KINDS)]
NARROWER = [kind for kind in DRAWN if kind.startswith("solved")]
"""Workbooks whose columns are measured by a font of ours: in others a column may be a sixth narrower from the outset."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each workbook, made once."""
    return {kind: EVERY[kind](tmp_path_factory.mktemp("drawn")) for kind in DRAWN}


@pytest.fixture(scope="module")
def faults(made: Mapping[str, Path]) -> Mapping[Path, list[str]]:
    """What cannot be read in each."""
    return unreadable(list(made.values()))


@pytest.fixture(scope="module")
def faults_with_less_room(made: Mapping[str, Path]) -> Mapping[Path, list[str]]:
    """What cannot be read once every column is narrower."""
    return unreadable([made[kind] for kind in NARROWER], SPARE)


@pytest.mark.parametrize("kind", DRAWN)
def test_everything_on_every_page_can_be_read(kind: str, made: Mapping[str, Path], faults: Mapping[Path, list[str]]) -> None:
    assert faults[made[kind]] == []


@pytest.mark.parametrize("kind", NARROWER)
def test_a_sixth_of_every_column_is_to_spare(kind: str, made: Mapping[str, Path], faults_with_less_room: Mapping[Path, list[str]]) -> None:
    assert faults_with_less_room[made[kind]] == []
