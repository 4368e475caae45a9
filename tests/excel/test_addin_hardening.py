"""No workbook chooses what runs: xlwings' VBA in our add-in takes settings and code from nowhere near it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from kpi_xl.errors.addin import PatchFails
from kpi_xl.excel.build import modules
from kpi_xl.excel.entry import JOBS
from kpi_xl.excel.hardening import KEPT, PROCEDURE, hardened, installed, version
from kpi_xl.excel.wrappers import shipped

TEXT = hardened(installed())
MODULES = modules(installed(), shipped(), tuple(JOBS))
CODE = "\n".join(line for line in TEXT.splitlines() if not line.strip().startswith("'"))
OPENS = re.compile(r"(?:If .* Then(?:\s*'.*)?|For .*|Do .*|Select Case .*|With .*)$")
CLOSES = re.compile(r"(?:End If|Next\b.*|Loop\b.*|End Select|End With)$")
CALLABLE = re.compile(r"^\s*(?:Public\s+)?(Function|Sub|Declare|Const)\b", re.MULTILINE)
UNKNOWN_TO_THE_CHECKER = ("GetSetting", "SaveSetting", "AppleScriptTask", "MacScript")


def body(name: str) -> str:
    return next(match[0] for match in PROCEDURE.finditer(TEXT) if match[1] == name)


def balance(procedure: str) -> int:
    """Blocks opened and not closed."""
    lines = [line.strip() for line in re.sub(r" _\n", " ", procedure).splitlines()]
    return sum(bool(OPENS.match(line)) - bool(CLOSES.match(line)) for line in lines if not line.startswith(("#", "'")))


def test_a_sheet_of_the_workbook_holds_no_settings() -> None:
    assert "GetConfigFromSheet" not in CODE
    assert "ActiveWorkbook" not in body("GetConfig")
    assert "ThisWorkbook" not in body("GetConfig")


def test_a_file_in_the_workbooks_folder_holds_no_settings() -> None:
    assert "GetDirectoryConfigFilePath" not in CODE
    assert [line for line in body("GetConfig").splitlines() if "FileExists" in line] == [
        "        If FileExists(GetConfigFilePath()) = True Then"
    ]
    assert 'Environ("USERPROFILE") & "\\." & PROJECT_NAME & "\\" & PROJECT_NAME & ".conf"' in body("GetConfigFilePath")
    assert 'PROJECT_NAME As String = "kpi_xl"' in CODE


def test_the_workbooks_folder_is_not_on_pythons_path() -> None:
    assert "prepare_sys_path" not in CODE
    assert "ADD_WORKBOOK_TO_PYTHONPATH" not in CODE
    assert "FullName" not in CODE
    commands = [line for line in CODE.splitlines() if '-c ""' in line]
    assert len(commands) == 2
    assert all('" -E -P -B -c ""' in line for line in commands)


def test_with_these_switches_python_takes_no_code_from_where_it_is_started(tmp_path: Path) -> None:
    """The switches are what the test above finds in the VBA; here they meet a folder that would like to be kpi_xl."""
    for name in ("kpi_xl.py", "xlwings.py", "sitecustomize.py"):
        (tmp_path / name).write_text("print('taken')\nraise SystemExit", encoding="utf-8")
    surroundings = {"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-E", "-P", "-B", "-c", "import kpi_xl.excel.ribbon; print(kpi_xl.excel.ribbon.TAB)"]
    done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("tab", 0), done.stderr


def shell_command(interpreter: str, command: str) -> str:
    """Return what xlwings' AppleScript makes the shell run, put together as that script says from the text our VBA hands it."""
    [path] = Path(find_spec("xlwings").origin).parent.glob("*.applescript")  # type: ignore[union-attr,arg-type]
    script = path.read_text(encoding="utf-8")
    [joined] = re.findall(r"set ShellCommand to ((?:.*¬\n)*.*)", script)
    parts = re.findall(r"set \{(.*)\} to SplitString", script)[0].split(", ")
    given = dict(zip(parts, (";", interpreter, command, "plan.xlsx", "/Applications/Excel.app", "log"), strict=True))
    pieces = re.findall(r'"(?:\\.|[^"\\])*"|\w+', joined)
    return "".join(given[each] if each in given else json.loads(each) for each in pieces)


def test_on_a_mac_the_interpreters_name_brings_the_same_switches_past_xlwings_script() -> None:
    handed = [line.strip() for line in body("ExecuteMac").splitlines() if "ParameterString +" in line]
    assert handed[:2] == [
        'ParameterString = ParameterString + "|" + PythonInterpreter + " -E -P"',
        'ParameterString = ParameterString + "|" + PythonCommand',
    ]
    assert 'ParameterString = PYTHONPATH + ";"' in body("ExecuteMac")
    assert 'ExecuteMac PythonCommand, Interpreter(), ""' in MODULES["xlwings"]


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is a Mac's")
@pytest.mark.parametrize(("switches", "said"), [(" -E -P", "tab"), ("", "taken")])
def test_xlwings_script_for_a_mac_takes_code_from_where_it_is_started_unless_told_not_to(switches: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "kpi_xl.py").write_text("raise SystemExit(print('taken', file=open('said', 'w')))", encoding="utf-8")
    work = "import kpi_xl.excel.ribbon; print(kpi_xl.excel.ribbon.TAB, file=open('said', 'w'))"
    command = shell_command(sys.executable + switches, work)
    surroundings = {"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}
    subprocess.run(["/bin/sh", "-c", f"{command} wait"], cwd=tmp_path, env=surroundings, check=False)
    assert (tmp_path / "said").read_text(encoding="utf-8").strip() == said


def test_sheets_that_look_like_code_are_no_code() -> None:
    assert '".py"' not in CODE
    assert "embedded" not in CODE.lower()


def test_no_licence_is_asked_for_and_nothing_of_xlwings_pro_is_named() -> None:
    assert "LICENSE_KEY" not in CODE
    assert "xlwings.pro" not in CODE
    assert "xlwings.server" not in CODE


def test_nothing_of_xlwings_can_be_called_from_a_cell_or_by_a_click_on_a_shape() -> None:
    assert CALLABLE.findall(CODE.replace("Private ", "#")) == ["Const", "Const"], "only constants inside a procedure are not private"
    assert not re.search(r"^\s*Public", CODE, re.MULTILINE)


def test_what_our_modules_show_takes_no_command() -> None:
    shown = re.findall(r"^Public (Sub|Function) (\w+)", MODULES["xlwings"], re.MULTILINE)
    assert shown == [("Sub", "RunJob"), ("Sub", "CallFunction"), ("Sub", "KpiKeep")]


def test_every_command_starts_a_program_by_its_whole_path() -> None:
    starts = [line for line in CODE.splitlines() if "cmd.exe" in line and not line.strip().startswith("'")]
    assert len(starts) == 3
    assert all('Environ("SystemRoot") & "\\System32\\cmd.exe' in line for line in starts)


def test_an_interpreter_is_taken_with_its_folder_or_not_at_all() -> None:
    for name in ("XLPyCommand", "XLPyLoadDLL"):
        assert 'If InStr(PYTHON_WIN, "\\") = 0 Then' in body(name)
        assert 'Err.Raise 1002, Description:="Run kpi-xl install"' in body(name)
        assert '"INTERPRETER"' not in body(name)


def test_only_what_is_needed_is_kept_and_it_needs_nothing_else() -> None:
    every = {match[1] for match in PROCEDURE.finditer(installed())}
    kept = [match[1] for match in PROCEDURE.finditer(TEXT)]
    assert kept == list(KEPT)
    dropped = every - set(kept)
    assert {"RunPython", "RunFrozenPython", "SaveConfigToFile", "ImportPythonUDFs"} <= dropped
    assert {name for name in dropped if re.search(rf"\b{name}\b", CODE)} == set()


@pytest.mark.parametrize("name", KEPT)
def test_every_block_that_opens_closes(name: str) -> None:
    assert balance(body(name)) == 0


def test_the_library_is_the_one_of_the_installed_version() -> None:
    import xlwings

    assert version(installed()) == xlwings.__version__
    assert f"xlwings64-{xlwings.__version__}.dll" in CODE


def test_the_notice_of_xlwings_stays_in_its_module() -> None:
    assert "BSD 3-clause license" in TEXT
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in TEXT


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_change_that_no_longer_fits_stops_the_build_with_a_sentence(lang) -> None:
    changed = installed().replace('WScript.Run("cmd.exe /C "', 'WScript.Run("cmd.exe  /C "')
    with pytest.raises(PatchFails) as failed:
        hardened(changed)
    assert (
        failed.value.sentence(lang)
        == {
            "en": "ExecuteWindows: this xlwings is not one we know: 'WScript.Run(\"cmd.exe /C \"' stands in its VBA 0 times, once was expected. "
            "Install the version that kpi_xl asks for (pip install --upgrade kpi-xl[addin]).",
            "ja": 'ExecuteWindows：対応していない版の xlwings です（VBAの中に「WScript.Run("cmd.exe /C "」が1か所あるはずですが、0か所でした）。'
            "対応する版をインストールしてください（pip install --upgrade kpi-xl[addin]）。",
        }[lang]
    )


@pytest.mark.parametrize("name", [name for name, patches in KEPT.items() for _ in patches])
def test_a_place_that_is_there_twice_stops_the_build(name: str) -> None:
    start = KEPT[name][0].start
    with pytest.raises(PatchFails):
        hardened(installed().replace(start, start + start))


def test_a_procedure_that_is_gone_stops_the_build() -> None:
    with pytest.raises(PatchFails):
        hardened(installed().replace("Function CreateGUID", "Function MakeGUID"))


@pytest.mark.parametrize("defined", ["VBA7=True", "Mac=True"])
def test_the_modules_compile_as_far_as_a_checker_can_tell(defined: str, tmp_path: Path) -> None:
    folder = tmp_path / "modules"
    folder.mkdir()
    for name, text in MODULES.items():
        if name != "ThisWorkbook":  # the checker takes a class of that name for a user's
            (folder / f"{name}.bas").write_text(text, encoding="ascii")
    found = tmp_path / "found.json"
    command = [
        str(Path(sys.executable).with_name("vbalidator")),
        "--host",
        "excel",
        "--define",
        defined,
        "--quiet",
        "--output",
        str(found),
        str(folder),
    ]
    subprocess.run(command, capture_output=True, check=False)
    issues = [issue for issue in json.loads(found.read_text(encoding="utf-8"))["issues"] if issue["severity"] == "error"]
    assert [issue for issue in issues if not any(f"'{name}'" in issue["message"] for name in UNKNOWN_TO_THE_CHECKER)] == []
