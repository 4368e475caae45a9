"""Install puts everything where Excel and the add-in's VBA look for it; uninstall takes exactly that away."""

from __future__ import annotations

import inspect
import os
import string
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PureWindowsPath

import LnkParse3
import pytest
import xlwings

from kpi_xl import errors
from kpi_xl.errors import install as said
from kpi_xl.excel import conf, manifest
from kpi_xl.excel import install as installing
from kpi_xl.excel.build import build
from kpi_xl.excel.hardening import hardened, installed
from kpi_xl.excel.install import install, uninstall
from kpi_xl.excel.machine import Machine
from kpi_xl.excel.places import RIBBON_KEY
from kpi_xl.excel.shortcut import shortcut
from kpi_xl.labels import LANGS, Lang
from tests.excel.machines import MAC_PYTHON, PYTHON, FakeRegistry, files, folders, mac, python, touch, windows

XLSTART = "C_/Users/花子/AppData/Roaming/Microsoft/Excel/XLSTART/kpi_xl.xlam"
SETTINGS = "C_/Users/花子/.kpi_xl/kpi_xl.conf"
SEND_TO = "C_/Users/花子/AppData/Roaming/Microsoft/Windows/SendTo/KPI逆算.lnk"
MAC_START = "Users/hanako/Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel/kpi_xl.xlam"
MAC_SETTINGS = "Users/hanako/Library/Containers/com.microsoft.Excel/Data/kpi_xl.conf"
MAC_SCRIPT = f"Users/hanako/Library/Application Scripts/com.microsoft.Excel/xlwings-{xlwings.__version__}.applescript"
SHIPPED = Path(xlwings.__file__).with_name(f"xlwings-{xlwings.__version__}.applescript").read_bytes()


def made() -> bytes:
    return b"an add-in"


def sentences(labels, lang: Lang = "en") -> list[str]:
    return [label.say(lang) for label in labels]


def test_on_windows_the_add_in_the_settings_and_the_menu_entry_are_put_in_place(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    before = files(machine)
    install(machine, "ja", made)
    new = {name: content for name, content in files(machine).items() if name not in before}
    assert set(new) == {XLSTART, SETTINGS, SEND_TO}
    assert new[XLSTART] == made()
    assert new[SETTINGS] == b'"INTERPRETER_WIN","C:\\Python313\\python.exe"\r\n'


def test_on_a_mac_the_add_in_the_settings_and_the_script_of_xlwings_are_put_in_place(tmp_path: Path) -> None:
    machine = mac(tmp_path)
    install(machine, "ja", made)
    assert files(machine) == {
        MAC_START: made(),
        MAC_SETTINGS: f'"INTERPRETER_MAC","{MAC_PYTHON}"\n'.encode(),
        MAC_SCRIPT: SHIPPED,
    }


def test_the_places_are_those_the_vba_of_the_add_in_reads() -> None:
    vba = hardened(installed())
    assert r'Environ("USERPROFILE") & "\." & PROJECT_NAME & "\" & PROJECT_NAME & ".conf"' in vba
    assert 'GetMacDir("$HOME", False) & "/" & PROJECT_NAME & ".conf"' in vba
    assert 'AppleScriptTask("xlwings-" & XLWINGS_VERSION & ".applescript"' in vba
    assert 'GetConfig("INTERPRETER_WIN", "")' in vba


def test_the_add_in_is_the_one_that_is_built(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    install(machine, "ja")
    assert files(machine)[XLSTART] == build()


@pytest.mark.parametrize("make", [windows, mac])
def test_uninstall_leaves_the_computer_as_it_was(tmp_path: Path, make) -> None:
    machine = make(tmp_path)
    before = files(machine), folders(machine)
    install(machine, "ja", made)
    assert len(uninstall(machine)) == 3
    assert (files(machine), folders(machine)) == before
    assert not manifest.path().exists()
    assert uninstall(machine) == []


def test_uninstall_forgets_what_was_chosen_on_the_ribbon_and_nothing_else(tmp_path: Path) -> None:
    machine = windows(tmp_path, registry={rf"{RIBBON_KEY}\Ribbon": {"language": "en"}, rf"{RIBBON_KEY}_other\Ribbon": {"a": 1}})
    install(machine, "ja", made)
    uninstall(machine)
    assert isinstance(machine.registry, FakeRegistry)
    assert [key for key in machine.registry.keys if "VBA" in key] == [rf"{RIBBON_KEY}_other\Ribbon"]


def test_install_again_replaces_what_it_put_there_itself(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    install(machine, "ja", made)
    install(machine, "ja", lambda: b"a newer one")
    assert files(machine)[XLSTART] == b"a newer one"
    uninstall(machine)
    assert XLSTART not in files(machine)


def test_install_in_the_other_language_leaves_one_menu_entry(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    install(machine, "ja", made)
    install(machine, "en", made)
    assert [name.rpartition("/")[2] for name in files(machine) if "SendTo" in name] == ["KPI backsolve.lnk"]


def test_other_settings_stay(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    place = touch(machine, r"C:\Users\花子\.kpi_xl\kpi_xl.conf", '"SHOW CONSOLE","True"\r\n"MEMO","表計算"\r\n'.encode("cp932"))
    before = place.read_bytes()
    install(machine, "ja", made)
    assert place.read_bytes() == before + b'"INTERPRETER_WIN","C:\\Python313\\python.exe"\r\n'
    assert f"The setting of Python is taken out of {place}" in sentences(uninstall(machine))
    assert place.read_bytes() == before


@pytest.mark.parametrize("lang", LANGS)
def test_another_python_in_the_settings_is_replaced_and_that_is_said(tmp_path: Path, lang: Lang) -> None:
    machine = windows(tmp_path)
    place = touch(machine, r"C:\Users\花子\.kpi_xl\kpi_xl.conf", b'"interpreter_win","D:\\old\\python.exe"\r\n')
    told = sentences(install(machine, "ja", made), lang)
    assert place.read_bytes() == b'"INTERPRETER_WIN","C:\\Python313\\python.exe"\r\n'
    assert {
        "en": f"The Python named in {place} was D:\\old\\python.exe; it is now C:\\Python313\\python.exe.",
        "ja": f"{place} の Python を D:\\old\\python.exe から C:\\Python313\\python.exe に変更しました。",
    }[lang] in told


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_changed_since_is_left_and_that_is_said(tmp_path: Path, lang: Lang) -> None:
    machine = windows(tmp_path)
    install(machine, "ja", made)
    link = touch(machine, r"C:\Users\花子\AppData\Roaming\Microsoft\Windows\SendTo\KPI逆算.lnk", b"mine")
    place = touch(machine, r"C:\Users\花子\.kpi_xl\kpi_xl.conf", b'"INTERPRETER_WIN","D:\\mine\\python.exe"\r\n')
    told = sentences(uninstall(machine), lang)
    assert (link.read_bytes(), place.read_bytes()) == (b"mine", b'"INTERPRETER_WIN","D:\\mine\\python.exe"\r\n')
    assert (
        told[1:]
        == {
            "en": [
                f"Changed since it was installed, so it was left as it is: {link}. Delete it yourself if nobody needs it.",
                f"The setting of Python was changed since it was installed, so it was left as it is: {place}",
            ],
            "ja": [
                f"インストール後に変更されているため、削除しませんでした：{link}。不要な場合は手動で削除してください。",
                f"インストール後に変更されているため、Pythonの設定は残しました：{place}",
            ],
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_of_someone_else_is_not_replaced_and_nothing_is_written(tmp_path: Path, lang: Lang) -> None:
    machine = windows(tmp_path)
    place = touch(machine, r"C:\Users\花子\AppData\Roaming\Microsoft\Excel\XLSTART\kpi_xl.xlam", b"from IT")
    before = files(machine)
    with pytest.raises(errors.Problems) as failed:
        install(machine, "ja", made)
    assert files(machine) == before
    assert not manifest.path().exists()
    assert (
        failed.value.sentence(lang)
        == {
            "en": f"{place}: a file that kpi-xl install did not put there, or that was changed since, stands there already. "
            "Move it to another folder or delete it, then run kpi-xl install again.",
            "ja": f"{place}：kpi-xl install で作成したものではないファイル、または作成後に変更されたファイルが既にあります。"
            "別のフォルダーに移すか削除してから、もう一度 kpi-xl install を実行してください。",
        }[lang]
    )


def test_the_same_script_put_there_by_xlwings_itself_stays_with_it(tmp_path: Path) -> None:
    machine = mac(tmp_path)
    touch(machine, f"/{MAC_SCRIPT}", SHIPPED)
    install(machine, "ja", made)
    uninstall(machine)
    assert files(machine) == {MAC_SCRIPT: SHIPPED}


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_after_a_crash_in_between_uninstall_finds_everything(tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = windows(tmp_path)
    before = files(machine), folders(machine)
    calls = []

    def breaks(path: Path, content: bytes) -> None:
        calls.append(path)
        if len(calls) == failing:
            raise KeyboardInterrupt
        path.write_bytes(content)

    monkeypatch.setattr(installing, "replace_file", breaks)
    with pytest.raises(KeyboardInterrupt):
        install(machine, "ja", made)
    uninstall(machine)
    assert (files(machine), folders(machine)) == before


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_after_a_crash_while_updating_both_the_old_and_the_new_are_ours(
    tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = windows(tmp_path)
    before = files(machine), folders(machine)
    install(machine, "ja", made)
    moved = replace(machine, python=replace(machine.python, executable=r"D:\Python313\python.exe"))
    written = installing.replace_file
    calls: list[Path] = []

    def breaks(path: Path, content: bytes) -> None:
        calls.append(path)
        if len(calls) == failing:
            raise PermissionError(13, "Permission denied")
        written(path, content)

    with monkeypatch.context() as excel:
        excel.setattr(installing, "replace_file", breaks)
        with pytest.raises(said.CannotPlace):
            install(moved, "ja", lambda: b"a newer one")
    if failing == 2:
        install(moved, "ja", lambda: b"the newest one")
    told = sentences(uninstall(moved))
    assert all(line.startswith("Removed: ") for line in told), told
    assert (files(machine), folders(machine)) == before


@pytest.mark.parametrize("lang", LANGS)
def test_an_add_in_that_excel_holds_open_is_said_so(tmp_path: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = windows(tmp_path)

    def held(path: Path, content: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(installing, "replace_file", held)
    with pytest.raises(said.CannotPlace) as failed:
        install(machine, "ja", made)
    assert (
        failed.value.sentence(lang)
        == {
            "en": f"{tmp_path / XLSTART}: the file cannot be written (Permission denied). Close every window of Excel, and run kpi-xl install again.",
            "ja": f"{tmp_path / XLSTART}：書き込めませんでした（Permission denied）。Excelのウィンドウをすべて閉じてから、もう一度 kpi-xl install を実行してください。",
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGS)
def test_what_cannot_be_removed_now_is_removed_next_time(tmp_path: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = windows(tmp_path)
    before = files(machine), folders(machine)
    install(machine, "ja", made)
    with monkeypatch.context() as excel:
        unlink = Path.unlink

        def held(path: Path, missing_ok: bool = False) -> None:
            if path.suffix == ".xlam":
                raise PermissionError(13, "Permission denied")
            unlink(path, missing_ok)

        excel.setattr(Path, "unlink", held)
        with pytest.raises(errors.Problems) as failed:
            uninstall(machine)
    assert (
        failed.value.sentence(lang)
        == {
            "en": f"{tmp_path / XLSTART}: the file cannot be removed (Permission denied). Close every window of Excel, and run kpi-xl uninstall again.",
            "ja": f"{tmp_path / XLSTART}：削除できませんでした（Permission denied）。Excelのウィンドウをすべて閉じてから、もう一度 kpi-xl uninstall を実行してください。",
        }[lang]
    )
    uninstall(machine)
    assert (files(machine), folders(machine)) == before


STANDS_IN_THE_WAY = {
    "linux": {
        "en": "Excel: the add-in works in Excel on Windows and on a Mac only; this system is linux. Every other command of kpi-xl works here, without Excel.",
        "ja": "Excel：アドインを使えるのは、Windows版またはMac版のExcelだけです（このシステム：linux）。kpi-xl のほかのコマンドは、Excelがなくてもこのまま使えます。",
    },
    "no folder": {
        "en": "Excel: the environment variable APPDATA names no folder, so Excel's own folders cannot be found. "
        "Run the command in an ordinary window of the user who works with Excel.",
        "ja": "Excel：環境変数 APPDATA が設定されていないため、Excelのフォルダーが分かりません。Excelを使うユーザーの通常のコマンド画面で実行してください。",
    },
    "store": {
        "en": r"C:\Users\花子\AppData\Local\Microsoft\WindowsApps\python.exe: this Python is from the Microsoft Store, and Windows hides what it writes from Excel. "
        "Install Python from python.org (64-bit), install kpi-xl with it, and run kpi-xl install again.",
        "ja": r"C:\Users\花子\AppData\Local\Microsoft\WindowsApps\python.exe：Microsoft Store版のPythonで書き込んだファイルは、Excelからは見えません。"
        "python.org の Python（64ビット）をインストールし、そこに kpi-xl を入れて、もう一度 kpi-xl install を実行してください。",
    },
    "letters": {
        "en": r"C:\한국%\python.exe: Excel cannot read the path of this Python, because of '한국%' (cp932). Install Python in a folder whose name Excel can read, "
        r"such as C:\Python313, install kpi-xl with it, and run kpi-xl install again.",
        "ja": r"C:\한국%\python.exe：このPythonのパスには、Excelが読み取れない文字「한국%」が含まれています（cp932）。"
        r"C:\Python313 のような半角英数字だけのフォルダーにPythonをインストールし、そこに kpi-xl を入れて、もう一度 kpi-xl install を実行してください。",
    },
    "long": {
        "en": f"{'C:' + chr(92) + 'p' * 260}: the path of this Python is 263 letters long, and Windows starts programs only up to 259. "
        "Install Python in a folder nearer to the disk's root, and run kpi-xl install again.",
        "ja": f"{'C:' + chr(92) + 'p' * 260}：このPythonのパスは 263 文字あり、Windowsで起動できる長さ（259 文字）を超えています。"
        "もっと浅いフォルダーにPythonをインストールして、もう一度 kpi-xl install を実行してください。",
    },
    "home": {
        "en": "C:\\Users\\김\\.kpi_xl\\kpi_xl.conf: Excel cannot read the path of its settings, because of '김' (cp932). The add-in needs a user whose folder "
        "has plain letters in its name; every other command of kpi-xl works as it is.",
        "ja": "C:\\Users\\김\\.kpi_xl\\kpi_xl.conf：設定ファイルのパスに、Excelが読み取れない文字「김」が含まれています（cp932）。"
        "アドインを使うには、フォルダー名が半角英数字のユーザーが必要です。kpi-xl のほかのコマンドはこのまま使えます。",
    },
    "mac": {
        "en": "/Users/hanako/my kpi/bin/python: Excel cannot read the path of this Python, because of ' ' (ascii). Install Python in a folder whose name Excel can read, "
        "such as /Users/Shared/python, install kpi-xl with it, and run kpi-xl install again.",
        "ja": "/Users/hanako/my kpi/bin/python：このPythonのパスには、Excelが読み取れない文字「 」が含まれています（ascii）。"
        "/Users/Shared/python のような半角英数字だけのフォルダーにPythonをインストールし、そこに kpi-xl を入れて、もう一度 kpi-xl install を実行してください。",
    },
}


def unfit(kind: str, root: Path) -> Machine:
    fine = windows(root)
    return {
        "linux": lambda: replace(fine, platform="linux"),
        "no folder": lambda: replace(fine, env={"USERPROFILE": fine.env["USERPROFILE"]}),
        "store": lambda: windows(root, r"C:\Users\花子\AppData\Local\Microsoft\WindowsApps\python.exe"),
        "letters": lambda: windows(root, r"C:\한국%\python.exe"),
        "home": lambda: replace(fine, env={**fine.env, "USERPROFILE": r"C:\Users\김"}),
        "long": lambda: replace(fine, python=python("C:\\" + "p" * 260, "C:\\")),
        "mac": lambda: mac(root, "/Users/hanako/my kpi/bin/python"),
    }[kind]()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", STANDS_IN_THE_WAY)
def test_what_stands_in_the_way_is_said_and_nothing_is_written(tmp_path: Path, kind: str, lang: Lang) -> None:
    machine = unfit(kind, tmp_path)
    before = files(machine)
    with pytest.raises(errors.KpiXlError) as failed:
        install(machine, "ja", made)
    assert failed.value.sentence(lang) == STANDS_IN_THE_WAY[kind][lang]
    assert files(machine) == before


@pytest.mark.parametrize("lang", LANGS)
def test_without_what_builds_it_install_says_how_to_get_it(tmp_path: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "find_spec", lambda name: None)
    with pytest.raises(said.NoBuilder) as failed:
        install(windows(tmp_path), "ja")
    assert (
        failed.value.sentence(lang)
        == {
            "en": "xlwings, pyopenvba: what the add-in is built with is not installed. Run pip install kpi-xl[addin], then kpi-xl install again.",
            "ja": "xlwings, pyopenvba：アドインの作成に必要なパッケージがインストールされていません。pip install kpi-xl[addin] を実行してから、もう一度 kpi-xl install を実行してください。",
        }[lang]
    )


def test_a_japanese_path_is_written_in_the_code_page_vba_reads(tmp_path: Path) -> None:
    executable = r"C:\表計算ソ\python.exe"  # two of these letters hold a backslash in that code page
    machine = windows(tmp_path, executable)
    install(machine, "ja", made)
    assert files(machine)[SETTINGS] == f'"INTERPRETER_WIN","{executable}"\r\n'.encode("cp932")
    uninstall(machine)
    assert SETTINGS not in files(machine)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"INTERPRETER_WIN","C:\\a b\\python.exe"\r\n', "C:\\a b\\python.exe"),
        ("INTERPRETER_WIN,C:\\python.exe", "C:\\python.exe"),
        ('"Interpreter_Win", "first"\n"INTERPRETER_WIN","second"', "first"),
        ('"OTHER","x"', None),
        ("", None),
    ],
)
def test_a_setting_is_read_as_vba_reads_it(text: str, value: str | None) -> None:
    assert conf.value(text, "INTERPRETER_WIN") == value


def test_the_menu_entry_starts_this_python_without_a_shell(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    install(machine, "ja", made)
    with (tmp_path / SEND_TO).open("rb") as file:
        read = LnkParse3.lnk_file(file).get_json()
    assert read["link_info"]["local_base_path"] == PYTHON
    assert read["link_info"]["local_base_path_unicode"] == PYTHON
    assert read["extra"]["ENVIRONMENTAL_VARIABLES_LOCATION_BLOCK"]["target_unicode"] == PYTHON
    assert read["data"] == {
        "command_line_arguments": "-E -P -m kpi_xl.cli.sent",
        "description": "ブックの目標を逆算し、結果を同じフォルダーに保存します",
        "working_directory": str(PureWindowsPath(PYTHON).parent),
    }


def test_a_shortcut_carries_a_path_its_code_page_cannot_write() -> None:
    read = LnkParse3.lnk_file(BytesIO(shortcut("C:\\表計算\\python.exe", "-V", "C:\\", "x", "cp1252"))).get_json()
    assert read["link_info"]["local_base_path_unicode"] == "C:\\表計算\\python.exe"
    assert read["extra"]["ENVIRONMENTAL_VARIABLES_LOCATION_BLOCK"]["target_unicode"] == "C:\\表計算\\python.exe"


def test_a_manifest_that_cannot_be_read_is_none(home: Path) -> None:
    for text in ("", "[]", '{"files": 1}'):
        manifest.path().write_text(text, encoding="utf-8")
        assert manifest.recorded() == manifest.Manifest()


def test_the_manifest_is_kept_in_the_users_own_folder(home: Path, tmp_path: Path) -> None:
    install(windows(tmp_path), "ja", made)
    assert os.listdir(home) == ["installed.json"]


CLASSES = [found for _, found in inspect.getmembers(said, inspect.isclass) if issubclass(found, errors.KpiXlError) and "say" in vars(found)]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_both_languages_say_the_same_facts_and_where(error: type[errors.KpiXlError]) -> None:
    japanese, english = ({name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (error.say.ja, error.say.en))
    assert japanese == english
    assert "where" in english
