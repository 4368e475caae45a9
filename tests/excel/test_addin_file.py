"""The add-in's file: the same bytes each time, every module as its source, nothing of the machine that built it."""

from __future__ import annotations

import getpass
import socket
import sys
import sysconfig
import tempfile
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kpi_xl
from kpi_xl.errors.addin import NotAscii
from kpi_xl.excel import build as building
from kpi_xl.excel.build import NOTICE, build, modules, rows, windows
from kpi_xl.excel.entry import JOBS
from kpi_xl.excel.hardening import installed
from kpi_xl.excel.ribbon import BUTTONS, NAMESPACE, RELATIONSHIP, ribbon_xml
from kpi_xl.excel.wrappers import cell_functions, shipped
from kpi_xl.labels.cells import HELP
from tests.support.ooxml import findings

EVERY = tuple(button.job for button in BUTTONS)


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / "kpi_xl.xlam"
    path.write_bytes(build())
    return path


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_back(path: Path) -> dict[str, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser(str(path))
        found = {Path(name).stem: code for _, _, name, code in parser.extract_macros()}
        parser.close()
    return found


def test_two_builds_are_the_same_bytes(addin: Path) -> None:
    assert build() == addin.read_bytes()


def test_every_module_reads_back_as_its_source(addin: Path) -> None:
    found, made = read_back(addin), modules(installed(), shipped(), tuple(JOBS))
    assert set(found) == {*made, "Sheet1"}
    for name, text in made.items():
        own = found[name] if name != "ThisWorkbook" else found[name][-len(windows(text)) :]
        assert own.splitlines() == text.splitlines(), name


def test_the_function_wrappers_are_those_of_the_python_functions(addin: Path) -> None:
    code = read_back(addin)["KpiFunctions"]
    assert [each.name for each in shipped()] == list(HELP)
    for function in shipped():
        assert f"Public Function {function.name}(" in code


def test_nothing_tells_of_the_machine_that_built_it(addin: Path) -> None:
    places = [Path.home(), Path.cwd(), sys.prefix, sysconfig.get_path("purelib"), socket.gethostname(), f"{tempfile.gettempdir()}/kpi_xl"]
    everything = b"\n".join([*contents(addin).values(), *(code.encode() for code in read_back(addin).values())])
    for place in map(str, places):
        assert place.encode() not in everything
        assert place.encode("utf-16-le") not in everything
    if len(getpass.getuser()) > 4:
        assert getpass.getuser().encode() not in everything


@pytest.mark.parametrize("jobs", [tuple(JOBS), EVERY], ids=["today's", "every"])
@pytest.mark.validator
def test_the_package_keeps_to_the_schemas(jobs: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "kpi_xl.xlam"
    path.write_bytes(build(jobs=jobs))
    assert findings(path) == []


def test_the_ribbon_stands_under_the_relation_of_its_namespace(addin: Path) -> None:
    parts = contents(addin)
    relations = ElementTree.fromstring(parts["_rels/.rels"])
    assert [each.get("Target") for each in relations if each.get("Type") == RELATIONSHIP] == ["customUI/customUI.xml"]
    assert ElementTree.fromstring(parts["customUI/customUI.xml"]).tag == f"{{{NAMESPACE}}}customUI"
    assert parts["customUI/customUI.xml"] == ribbon_xml(tuple(JOBS))


def test_every_part_has_a_type_and_every_relation_a_part(addin: Path) -> None:
    parts = contents(addin)
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    named = {each.get("PartName") for each in types if each.get("PartName")}
    assert named <= {f"/{name}" for name in parts}
    for relations, folder in (("_rels/.rels", ""), ("xl/_rels/workbook.xml.rels", "xl/")):
        assert all(folder + str(each.get("Target")) in parts for each in ElementTree.fromstring(parts[relations]))


def test_the_notices_of_what_we_reuse_travel_with_it(addin: Path) -> None:
    notice = NOTICE.read_text(encoding="utf-8")
    sheet = ElementTree.fromstring(contents(addin)["xl/worksheets/sheet1.xml"])
    text = "".join(sheet.itertext())
    assert "Zoomer Analytics" in notice
    assert "Copyright (c) 2026 William Smith" in notice
    assert " ".join(notice.split()) in " ".join(text.split())


def test_it_says_of_which_version_it_is(addin: Path) -> None:
    said = contents(addin)["docProps/core.xml"].decode()
    assert f"kpi_xl {kpi_xl.__version__}, xlwings " in said


def test_every_help_fits_the_function_wizard() -> None:
    for function in shipped():
        texts = [function.help, *(argument.help for argument in function.arguments)]
        assert all(0 < len(text.ja) <= 255 and 0 < len(text.en) <= 255 for text in texts), function.name
        assert len(",".join(argument.name for argument in function.arguments)) < 254


def test_an_argument_with_a_default_is_optional_and_the_order_stays() -> None:
    (made,) = cell_functions("import os\n\ndef KPI_VALUE(tree: list, kpi, changes=None):\n    ...\n\ndef helper(x):\n    ...\n")
    assert [(each.name, each.optional) for each in made.arguments] == [("tree", False), ("kpi", False), ("changes", True)]


def test_every_word_stands_in_the_row_of_its_key(addin: Path) -> None:
    sheet = ElementTree.fromstring(contents(addin)["xl/worksheets/sheet1.xml"])
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    keys = [
        "".join(cell.itertext())
        for row in sheet.iter(f"{space}row")
        for cell in row.iter(f"{space}c")
        if str(cell.get("r")).startswith("A")
    ]
    assert keys == [row[0] for row in rows(shipped(), tuple(JOBS))]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_source_that_vba_cannot_hold_stops_the_build_with_a_sentence(lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "source", lambda name: "' 逆算\n")
    with pytest.raises(NotAscii) as failed:
        modules(installed(), shipped(), tuple(JOBS))
    assert (
        failed.value.sentence(lang)
        == {
            "en": "ThisWorkbook: VBA source must be plain ASCII, but it contains '算逆'. Put words on the add-in's sheet instead.",
            "ja": "ThisWorkbook：VBAのソースはASCIIだけにしてください（「算逆」が含まれています）。言葉はアドインのシートに置いてください。",
        }[lang]
    )
