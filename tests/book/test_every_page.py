"""Whatever stands on a page can be read: no number is too wide for its column, and no text is cut off."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import labels
from kpi_xl.book.action_layout import ACTIONS
from kpi_xl.book.layout import ACTUALS, EFFECTS, WAYS
from kpi_xl.labels import Label
from tests.support.every_workbook import EVERY
from tests.support.rendering import SPARE, unreadable

pytestmark = [pytest.mark.libreoffice, pytest.mark.fonts]
TABS = (labels.MUST_ACHIEVE, labels.STRETCH)
EVERY_PAGE: tuple[Label, ...] = ()
PAGES: Mapping[str, tuple[Label, ...]] = {
    "solved example": EVERY_PAGE,
    "solved blank": EVERY_PAGE,
    "out_of_reach ja": EVERY_PAGE,
    "several_goals": EVERY_PAGE,
    "typed en": TABS,
    "acted": (ACTIONS.sheet,),
    "effects": (EFFECTS.sheet, *TABS, labels.SIMULATOR, labels.RATIONALE),
    "replanned": (ACTUALS.sheet, labels.review.REVIEW, labels.replan.REPLAN),
    "foreseen": (labels.ahead.AHEAD,),
    "planned": (ACTUALS.sheet, WAYS.sheet, labels.plan.PLAN),
}
"""Workbooks by how their names begin, and the pages that have something to show in them that others' have not."""

DRAWN = [kind for kind in EVERY if kind.startswith(tuple(PAGES))]
NARROWER = [kind for kind in DRAWN if kind.startswith("solved")]
"""Workbooks whose columns are measured by a font of ours: in others a column may be a sixth narrower from the outset."""


def shown(kind: str, path: Path) -> Collection[str] | None:
    """The names of the sheets to look at, each of which stands in the workbook; None for all of them."""
    pages = next(pages for start, pages in PAGES.items() if kind.startswith(start))
    names = {label.say("ja" if kind.endswith("ja") else "en") for label in pages}
    assert names <= set(openpyxl.load_workbook(path, read_only=True).sheetnames)
    return names or None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each workbook, made once."""
    return {kind: EVERY[kind](tmp_path_factory.mktemp("drawn")) for kind in DRAWN}


@pytest.fixture(scope="module")
def faults(made: Mapping[str, Path]) -> Mapping[Path, list[str]]:
    """What cannot be read in each."""
    only = {path: names for kind, path in made.items() if (names := shown(kind, path)) is not None}
    return unreadable(list(made.values()), only=only)


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
