"""The doctor sees what is in the way of the add-in on any computer, and says what to do in both languages."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import xlwings

import kpi_xl
from kpi_xl.book import synced
from kpi_xl.excel import office_checks, python_checks
from kpi_xl.excel.build import build
from kpi_xl.excel.doctor import CHECKS, examine, summary, told
from kpi_xl.excel.entry import perform
from kpi_xl.excel.findings import Finding, Verdict
from kpi_xl.excel.install import install
from kpi_xl.excel.machine import WINDOWS, Machine, this_machine
from kpi_xl.labels import LANGS, Lang
from kpi_xl.labels import doctor as words
from tests.excel.fake_desk import FakeDesk
from tests.excel.machines import CLICK_TO_RUN, MAC_PYTHON, PYTHON, WINDOWS_ENV, FakeRegistry, mac, python, touch, windows

ADDIN = r"C:\Users\花子\AppData\Roaming\Microsoft\Excel\XLSTART\kpi_xl.xlam"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
USER = r"HKCU\Software\Microsoft\Office\16.0"
TRUSTED = rf"{USER}\Excel\Security\Trusted Locations"
DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
ASR = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules"
CHILD = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
API = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
APPLOCKER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
BUILT = build()

GOOD, NOTE, BAD, NOT_SEEN = Verdict.GOOD, Verdict.NOTE, Verdict.BAD, Verdict.NOT_SEEN


def well(root: Path, **more) -> Machine:
    """A Windows on which the add-in is installed and nothing is in its way."""
    machine = windows(root, **more)
    install(machine, "ja", lambda: BUILT)
    return machine


def ill(machine: Machine) -> dict[str, Finding]:
    """What is not well, by the English name of its check."""
    return {name.en: finding for name, finding in examine(machine) if finding.verdict is not GOOD}


def keyed(machine: Machine, keys: dict[str, dict[str, object]]) -> Machine:
    assert isinstance(machine.registry, FakeRegistry)
    return replace(machine, registry=FakeRegistry({**machine.registry.keys, **keys}))


@pytest.mark.parametrize("make", [windows, mac])
def test_after_install_all_is_well(tmp_path: Path, make) -> None:
    machine = make(tmp_path)
    install(machine, "ja", lambda: BUILT)
    assert ill(machine) == {}


def test_before_install_the_add_in_and_its_settings_are_missing(tmp_path: Path) -> None:
    found = ill(windows(tmp_path))
    assert {name: finding.verdict for name, finding in found.items()} == {"Add-in file": BAD, "Python the add-in runs": BAD}
    assert found["Add-in file"].said.en == f"not at {ADDIN}"
    assert ill(mac(tmp_path / "mac")).keys() == {"Add-in file", "Python the add-in runs", "Script that starts Python"}


Change = Callable[[Machine], Machine]


def touched(path: str, content: bytes = b"") -> Change:
    def change(machine: Machine) -> Machine:
        touch(machine, path, content)
        return machine

    return change


def removed(path: str) -> Change:
    def change(machine: Machine) -> Machine:
        machine.disk(machine.path(path)).unlink()
        return machine

    return change


def set_to(keys: dict[str, dict[str, object]]) -> Change:
    return lambda machine: keyed(machine, keys)


DISABLED = f"\0\0\0\0{ADDIN}\0".encode("utf-16-le")
CASES: list[tuple[str, str, Verdict, Change]] = [
    ("a 32-bit Python beside a 64-bit Excel", "Bits of Python and Excel", NOTE, lambda m: replace(m, python=replace(m.python, bits=32))),
    ("bits nobody knows", "Bits of Python and Excel", NOT_SEEN, set_to({CLICK_TO_RUN: {}, python_checks.PROGRAM: {"": r"C:\EXCEL.EXE"}})),
    ("conda", "conda", NOTE, touched(r"C:\Python313\conda-meta\history")),
    ("--user", "Installed with pip --user", BAD, lambda m: replace(m, python=replace(m.python, user_packages=m.python.packages))),
    ("no DLL", "DLL for cell functions", BAD, removed(rf"C:\Python313\xlwings64-{xlwings.__version__}.dll")),
    ("an add-in of another version", "Add-in file", BAD, touched(ADDIN, BUILT[:-1])),
    (
        "a Python that is gone",
        "Python the add-in runs",
        BAD,
        touched(r"C:\Users\花子\.kpi_xl\kpi_xl.conf", b'"INTERPRETER_WIN","D:\\python.exe"'),
    ),
    ("settings without it", "Python the add-in runs", BAD, touched(r"C:\Users\花子\.kpi_xl\kpi_xl.conf", b'"SHOW CONSOLE","True"')),
    ("a user nobody can spell", "Letters in paths", BAD, lambda m: replace(m, code_page="cp1252")),
    ("the mark of the web", "Mark of the web on the add-in", BAD, touched(f"{ADDIN}:Zone.Identifier", b"[ZoneTransfer]")),
    (
        "switched off after a crash",
        "Add-ins that Excel switched off",
        BAD,
        set_to({rf"{USER}\Excel\Resiliency\DisabledItems": {"a": DISABLED}}),
    ),
    ("no VBA", "Policy on macros and add-ins", BAD, set_to({rf"{POLICY}\Common": {"vbaoff": 1}})),
    ("no add-ins", "Policy on macros and add-ins", BAD, set_to({rf"{POLICY}\Excel\Security": {"disablealladdins": 1}})),
    ("signed add-ins only", "Policy on macros and add-ins", BAD, set_to({rf"{USER}\Excel\Security": {"requireaddinsig": 1}})),
    ("no trusted folders, macros are asked for", "Trusted locations", NOTE, set_to({TRUSTED: {"alllocationsdisabled": 1}})),
    (
        "no trusted folders, no macros",
        "Trusted locations",
        BAD,
        set_to({TRUSTED: {"alllocationsdisabled": 1}, rf"{POLICY}\Excel\Security": {"vbawarnings": 4}}),
    ),
    ("the start folder is not among them", "Trusted locations", NOTE, set_to({rf"{TRUSTED}\Location0": {"path": r"C:\Office\XLSTART"}})),
    ("a workbook from the web", "Protected View", NOTE, lambda m: replace(touched("C:\\a.xlsx:Zone.Identifier")(m), workbook="C:\\a.xlsx")),
    ("no child processes by group policy", "Excel may start programs (ASR)", BAD, set_to({ASR: {CHILD: "1"}})),
    ("a warning before each", "Excel may start programs (ASR)", NOTE, set_to({ASR: {CHILD: "6"}})),
    (
        "no child processes by device management",
        "Excel may start programs (ASR)",
        BAD,
        set_to({rf"{DEFENDER}\Policy Manager": {"asrrules": f"{API}=2|{CHILD.upper()}=1"}}),
    ),
    ("no DLL from macros", "Macros may load a DLL (ASR)", BAD, set_to({ASR: {API: "1"}})),
    ("AppLocker", "Programs that may run (AppLocker)", NOTE, set_to({APPLOCKER: {"enforcementmode": 1}, rf"{APPLOCKER}\x": {}})),
    ("a workbook in the cloud", "Where workbooks are kept", NOTE, lambda m: replace(m, workbook="https://a.sharepoint.com/b/計画.xlsx")),
    ("a workbook in OneDrive", "Where workbooks are kept", NOTE, lambda m: replace(m, workbook=r"C:\Users\花子\OneDrive - 見本\a.xlsx")),
    (
        "documents in OneDrive, whatever its name",
        "Where workbooks are kept",
        NOTE,
        lambda m: replace(
            keyed(m, {office_checks.SHELL_FOLDERS: {"personal": r"%userprofile%\雲\書類"}}), env={**m.env, "OneDrive": r"C:\Users\花子\雲"}
        ),
    ),
]


@pytest.mark.parametrize(("check", "verdict", "change"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_sees_what_is_in_the_way_and_only_that(tmp_path: Path, check: str, verdict: Verdict, change: Change) -> None:
    found = ill(change(well(tmp_path)))
    assert {name: finding.verdict for name, finding in found.items()} == {check: verdict}
    remedy = found[check].remedy
    assert (remedy is not None) == (verdict is not NOT_SEEN)


HARMLESS: list[tuple[str, Change]] = [
    ("a rule that only writes down", set_to({ASR: {CHILD: "2"}})),
    ("a rule that is off", set_to({rf"{DEFENDER}\Policy Manager": {"asrrules": f"{CHILD}=0"}})),
    ("macros elsewhere are off", set_to({rf"{POLICY}\Excel\Security": {"vbawarnings": 4}})),
    ("the start folder is trusted by name", set_to({rf"{TRUSTED}\Location2": {"path": r"%APPDATA%\Microsoft\Excel\XLSTART\\"[:-1]}})),
    ("it is trusted with a folder above", set_to({rf"{TRUSTED}\Location2": {"path": WINDOWS_ENV["APPDATA"], "allowsubfolders": 1}})),
    ("AppLocker only writes down", set_to({APPLOCKER: {"enforcementmode": 0}, rf"{APPLOCKER}\x": {}})),
    (
        "a 32-bit Excel",
        lambda m: touched(rf"C:\Python313\xlwings32-{xlwings.__version__}.dll")(keyed(m, {CLICK_TO_RUN: {"platform": "x86"}})),
    ),
    ("an Excel installed the old way", set_to({CLICK_TO_RUN: {}, python_checks.OUTLOOK: {"bitness": "x64"}})),
    ("a workbook of one's own", lambda m: replace(m, workbook="C:\\仕事\\計画.xlsx")),
    (
        "another add-in is switched off",
        set_to({rf"{USER}\Excel\Resiliency\DisabledItems": {"a": "other.xlam".encode("utf-16-le"), "b": 1}}),
    ),
]


@pytest.mark.parametrize("change", [case[1] for case in HARMLESS], ids=[case[0] for case in HARMLESS])
def test_what_is_harmless_is_no_finding(tmp_path: Path, change: Change) -> None:
    assert ill(change(well(tmp_path))) == {}


def test_a_virtual_environment_has_its_dll_one_folder_up(tmp_path: Path) -> None:
    machine = well(tmp_path, executable=r"C:\kpi\Scripts\python.exe")
    machine.disk(machine.path(rf"C:\kpi\Scripts\xlwings64-{xlwings.__version__}.dll")).unlink()
    assert ill(machine).keys() == {"DLL for cell functions"}
    touch(machine, rf"C:\kpi\xlwings64-{xlwings.__version__}.dll")
    assert ill(machine) == {}


def test_another_python_in_the_settings_is_worth_knowing(tmp_path: Path) -> None:
    machine = well(tmp_path)
    touch(machine, rf"D:\Python313\xlwings64-{xlwings.__version__}.dll")
    other = replace(machine, python=python(r"D:\Python313\python.exe", r"D:\Python313"))
    assert {name: finding.verdict for name, finding in ill(other).items()} == {"Python the add-in runs": NOTE}


def test_a_python_of_the_store_is_seen(tmp_path: Path) -> None:
    machine = windows(tmp_path, r"C:\Users\花子\AppData\Local\Microsoft\WindowsApps\python3.exe")
    assert ill(machine)["Python from the Microsoft Store"].verdict is BAD


def test_a_blank_in_the_path_is_in_the_way_on_a_mac_alone(tmp_path: Path) -> None:
    assert ill(mac(tmp_path / "mac", "/Users/hanako/my kpi/bin/python"))["Letters in paths"].verdict is BAD
    assert "Letters in paths" not in ill(windows(tmp_path / "windows", r"C:\Program Files\Python313\python.exe"))


def test_no_excel_is_seen(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    assert ill(replace(machine, registry=FakeRegistry()))["Excel"].verdict is BAD


def test_the_script_of_another_version_does_not_do(tmp_path: Path) -> None:
    machine = mac(tmp_path)
    install(machine, "ja", lambda: BUILT)
    scripts = "/Users/hanako/Library/Application Scripts/com.microsoft.Excel"
    touch(machine, f"{scripts}/xlwings-{xlwings.__version__}.applescript", b"on VbaHandler")
    assert ill(machine).keys() == {"Script that starts Python"}


def test_each_check_has_its_own_name() -> None:
    for lang in LANGS:
        assert len({check.name.say(lang) for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_remedy_for_forbidden_child_processes_names_the_other_way(tmp_path: Path, lang: Lang) -> None:
    found = ill(keyed(well(tmp_path), {ASR: {CHILD: "1"}}))["Excel may start programs (ASR)"]
    assert (found.said.say(lang), found.remedy and found.remedy.say(lang)) == {
        "en": (
            "forbidden: buttons and functions cannot work",
            f"Instead of a button, run kpi-xl run solve --active with the workbook open. For the buttons, ask IT for an exception to ASR rule {CHILD}.",
        ),
        "ja": (
            "禁止されています：ボタンと関数は動きません",
            f"ボタンの代わりに、ブックを開いたまま kpi-xl run solve --active を実行してください。ボタンを使うには、情報システム部門にASR規則 {CHILD} の除外を依頼してください。",
        ),
    }[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_a_message_says_what_is_not_well_the_worst_first(tmp_path: Path, lang: Lang) -> None:
    machine = replace(keyed(well(tmp_path), {ASR: {API: "1"}}), workbook="https://example.com/shared/plan.xlsx")
    said = told(machine)
    assert (
        said.say(lang)
        == {
            "en": "18 checks: × 1 in the way, △ 1 to know about.\n\n"
            "× Macros may load a DLL (ASR): forbidden: cell functions cannot work\n"
            f"  -> Use buttons or the commands of kpi-xl instead of cell functions. For functions, ask IT for an exception to ASR rule {API}.\n\n"
            "△ Where workbooks are kept: a synced folder (example.com)\n"
            "  -> Buttons work as they are. The commands of kpi-xl do not overwrite there; they write a new workbook beside.",
            "ja": "18項目中：× 動かない原因 1件、△ 注意 1件。\n\n"
            "× マクロからのDLL呼び出し（ASR）：禁止されています：関数は動きません\n"
            f"　→ セルの関数の代わりに、ボタンや kpi-xl のコマンドを使ってください。関数を使うには、情報システム部門にASR規則 {API} の除外を依頼してください。\n\n"
            "△ ブックの保存場所：同期フォルダーです（example.com）\n"
            "　→ ボタンはそのまま使えます。kpi-xl のコマンドは上書きせず、隣に新しいブックを作ります。",
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_button_looks_at_this_computer_and_the_workbook_in_front(tmp_path: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, asked = FakeDesk.of(lang), []
    machine = well(tmp_path)
    monkeypatch.setattr("kpi_xl.excel.machine.this_machine", lambda workbook: (asked.append(workbook), machine)[1])
    assert perform(desk, "doctor")
    assert asked == [desk.full_name]
    assert desk.said == [{"en": "18 checks, no problem.", "ja": "18項目を確認しました。問題はありません。"}[lang]]


def test_where_all_is_well_it_says_so_in_a_sentence(tmp_path: Path) -> None:
    rows = examine(well(tmp_path))
    assert summary(rows).en == f"{len(rows)} checks, no problem."
    assert len(rows) == sum(WINDOWS in check.platforms for check in CHECKS)


def of_version(ours: str, xlwings: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("docProps/core.xml", f"<dc:description>kpi_xl {ours}, xlwings {xlwings}</dc:description>")
    return file.getvalue()


@pytest.mark.parametrize("versions", [("0.0.1", xlwings.__version__), (kpi_xl.__version__, "0.1.2")])
def test_an_add_in_made_by_another_version_is_named_with_both(tmp_path: Path, versions: tuple[str, str]) -> None:
    machine = well(tmp_path)
    touch(machine, ADDIN, of_version(*versions))
    assert ill(machine)["Add-in file"].said.en == (
        f"kpi_xl {versions[0]}, xlwings {versions[1]}, but this Python has kpi_xl {kpi_xl.__version__}, xlwings {xlwings.__version__}"
    )


def test_the_versions_are_read_from_the_add_in_itself() -> None:
    assert python_checks.facts(BUILT) == (kpi_xl.__version__, xlwings.__version__)
    assert python_checks.facts(b"no package") is None


def test_the_computer_we_run_on_can_be_asked() -> None:
    machine = this_machine("plan.xlsx")
    assert machine.exists(machine.path(machine.python.executable))
    assert machine.read(machine.path("/no/such/file")) is None
    assert machine.workbook == "plan.xlsx"


def test_synced_folders_are_those_the_commands_know() -> None:
    assert office_checks.BY_VARIABLE is synced.BY_VARIABLE
    assert words.CLOUD_SAID.fill(service="OneDrive").en == "a synced folder (OneDrive)"


def test_paths_are_compared_as_the_computer_compares_them(tmp_path: Path) -> None:
    machine = well(tmp_path)
    shouted = replace(machine, python=replace(machine.python, executable=PYTHON.upper()))
    assert python_checks.config(shouted).verdict is GOOD
    assert this_machine().path(MAC_PYTHON).name == "python"
