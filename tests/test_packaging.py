"""What an installed package brings along."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import kpi_xl

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_wheel_takes_the_templates_along() -> None:
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"templates": "kpi_xl/templates"}
    assert len(list((ROOT / "templates").glob("*.xlsx"))) == 4


def test_the_version_is_told_once() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    assert kpi_xl.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readmes_first_screen_has_two_commands_and_ci_runs_the_second() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert re.findall(r"```sh\n(.*?)\n```", first_screen, re.DOTALL) == [
        "pip install . && kpi-xl demo",
        'pip install ".[test]" && python -m pytest',
    ]
    assert "grep -m 1 'python -m pytest' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
