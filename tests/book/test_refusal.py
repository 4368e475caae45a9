"""Every door says where, what, what was expected and what to do, in both languages."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.book.openpyxl_book import OpenpyxlBook
from kpi_xl.book.package import pack
from kpi_xl.book.refusal import (
    check_in_place,
    check_not_open,
    check_not_synced,
    check_nothing_lost,
    check_readable,
    check_restorable,
    check_writable,
)
from kpi_xl.errors import (
    DamagedWorkbook,
    EncryptedWorkbook,
    FileProblem,
    NoSuchFile,
    NotAWorkbook,
    NotReadable,
    NotWritable,
    OpenElsewhere,
    PartsWouldBeLost,
    SyncedFolder,
)
from tests.book.sample import painted, sample, saved
from tests.support.packages import parts, related, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def workbook(path: Path) -> Path:
    openpyxl.Workbook().save(path)
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def changed(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """A workbook with its parts changed."""
    with zipfile.ZipFile(workbook(path)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    return written(path, pack(parts))


def replaced(part: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({part: parts[part].replace(old, new)})


def refused(check: Callable[[Path], object], path: Path, kind: type[FileProblem]) -> FileProblem:
    with pytest.raises(kind) as caught:
        check(path)
    assert type(caught.value) is kind
    return caught.value


def test_a_good_workbook_passes_every_door(tmp_path: Path) -> None:
    check_in_place(workbook(tmp_path / "a.xlsx"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    problem = refused(check_readable, path, NoSuchFile)
    assert problem.sentence("en") == f"{path}: there is no such file. Give the path of an existing .xlsx or .xlsm workbook."
    assert problem.sentence("ja") == f"{path}：ファイルが見つかりません。存在する .xlsx または .xlsm ブックのパスを指定してください。"
    assert problem.code == "no_such_file"


TYPES, MAIN_TYPE = "[Content_Types].xml", b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OTHERS: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "old.xls": (lambda path: written(path, OLE), "旧形式（.xls）のExcelブック", "an Excel workbook in the old .xls format"),
    "a.csv": (lambda path: written(path, b"a,b\n"), "CSVなどのテキストファイル", "a text file such as CSV"),
    "a.pdf": (lambda path: written(path, b"%PDF-1.7"), "Excelブックではないファイル", "a file that is no Excel workbook"),
    "renamed.xlsx": (lambda path: written(path, OLE), "旧形式（.xls）のExcelブック", "an Excel workbook in the old .xls format"),
    "a.ods": (lambda path: written(path, pack({"mimetype": b"x"})), "OpenDocument（.ods）の表", "an OpenDocument spreadsheet (.ods)"),
    "a.docx": (
        lambda path: written(path, pack({TYPES: b"<Types/>"})),
        "Excelブックではない圧縮ファイル",
        "a compressed file that holds no Excel workbook",
    ),
    "a.xltx": (
        lambda path: changed(
            path.with_suffix(".xlsx"), replaced(TYPES, MAIN_TYPE, MAIN_TYPE.replace(b"sheet.main", b"template.main"))
        ).rename(path),
        "Excelテンプレート",
        "an Excel template",
    ),
    "strict.xlsx": (
        lambda path: changed(
            path,
            replaced(
                "xl/workbook.xml",
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
        ),
        "「Strict Open XML」形式のブック",
        'a workbook in the "Strict Open XML" format',
    ),
    "folder.xlsx": (lambda path: path.mkdir() or path, "フォルダー", "a folder"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_is_no_workbook_is_called_by_its_name(name: str, tmp_path: Path) -> None:
    make, ja, en = OTHERS[name]
    path = make(tmp_path / name)
    problem = refused(OpenpyxlBook.open, path, NotAWorkbook)
    assert (
        problem.sentence("en") == f"{path}: this is {en}, but an .xlsx or .xlsm workbook is needed. Open it in Excel and save it as .xlsx."
    )
    assert (
        problem.sentence("ja")
        == f"{path}：{ja}です。必要なのは .xlsx または .xlsm ブックです。Excelで開き、.xlsx 形式で保存し直してください。"
    )


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"))
    problem = refused(check_readable, path, EncryptedWorkbook)
    assert (
        problem.sentence("en")
        == f"{path}: the workbook is encrypted with a password and cannot be read. Save a copy without a password and use that."
    )
    assert (
        problem.sentence("ja")
        == f"{path}：ブックがパスワードで暗号化されているため読み込めません。パスワードを外したコピーを保存して使ってください。"
    )


def truncated(path: Path) -> Path:
    return written(path, workbook(path).read_bytes()[:-400])


def bits_flipped(path: Path) -> Path:
    content = bytearray(workbook(path).read_bytes())
    start = content.index(b"xl/theme/theme1.xml") + 200
    content[start : start + 40] = bytes(40)
    return written(path, bytes(content))


DAMAGED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (lambda path: written(path, b""), "a.xlsx"),
    "text": (lambda path: written(path, b"<html>"), "a.xlsx"),
    "truncated": (truncated, "a.xlsx"),
    "bits flipped": (bits_flipped, "xl/theme/theme1.xml"),
    "sheet missing": (
        lambda path: changed(path, lambda parts: parts.pop("xl/worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml",
    ),
    "XML cut off": (lambda path: changed(path, replaced("xl/workbook.xml", b"</workbook>", b"")), ""),
    "sheet cut off": (lambda path: changed(path, replaced("xl/worksheets/sheet1.xml", b"</worksheet>", b"")), ""),
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_workbook(how: str, tmp_path: Path) -> None:
    make, part = DAMAGED[how]
    path = make(tmp_path / "a.xlsx")
    problem = refused(OpenpyxlBook.open, path, DamagedWorkbook)
    part = part or str(problem.facts["part"])
    assert problem.sentence("en") == (
        f"{path}: the workbook is damaged ({part} cannot be read). Repair it in Excel (Open > Open and Repair), or take an earlier version."
    )
    assert (
        problem.sentence("ja")
        == f"{path}：ブックが壊れています（{part} を読み込めません）。Excelの「開いて修復する」で直すか、以前の版を使ってください。"
    )


@pytest.mark.parametrize(("lock", "program"), [("~$計画.xlsx", "Excel"), (".~lock.計画.xlsx#", "LibreOffice")])
def test_a_workbook_open_elsewhere(lock: str, program: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "計画.xlsx")
    check_not_open(path)
    written(tmp_path / lock, b"")
    problem = refused(check_not_open, path, OpenElsewhere)
    assert problem.sentence("en") == (
        f"{path}: the workbook is open in {program} ({lock} lies beside it). "
        f"Close it there and try again; if nobody has it open, delete {lock}."
    )
    assert problem.sentence("ja") == (
        f"{path}：ブックが{program}で開かれています（同じ場所に {lock} があります）。"
        f"閉じてからやり直してください。誰も開いていなければ {lock} を削除してください。"
    )


def test_a_read_only_file_and_a_read_only_folder(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    check_writable(path)
    path.chmod(0o444)
    problem = refused(check_writable, path, NotWritable)
    assert (
        problem.sentence("en")
        == f"{path}: the file cannot be written to. Allow writing, close the program that holds it, or choose another place for the result."
    )
    assert (
        problem.sentence("ja")
        == f"{path}：ファイルに書き込めません。書き込みを許可するか、使用中のプログラムを閉じるか、別の保存先を指定してください。"
    )
    path.chmod(0o644)
    (tmp_path / "closed").mkdir(mode=0o555)
    problem = refused(check_writable, tmp_path / "closed" / "b.xlsx", NotWritable)
    assert problem.sentence("en").startswith(f"{tmp_path / 'closed'}: the folder cannot be written to.")
    assert problem.sentence("ja").startswith(f"{tmp_path / 'closed'}：フォルダーに書き込めません。")
    refused(check_writable, tmp_path / "nowhere" / "b.xlsx", NoSuchFile)


def test_parts_that_would_be_lost_are_named_once_each(tmp_path: Path) -> None:
    path = saved(painted(sample("ja")), tmp_path / "a.xlsx")
    made = parts(path)
    for number in (1, 2):
        made = related(made, "xl/worksheets/sheet1.xml", f"xl/threadedComments/threadedComment{number}.xml", "http://x/c", b"<x/>", "a/x")
    write(path, related(made, "xl/worksheets/sheet1.xml", "xl/slicers/slicer1.xml", "http://x/slicer", b"<x/>", "a/x"))
    problem = refused(check_nothing_lost, path, PartsWouldBeLost)
    assert problem.sentence("en") == (
        f"{path}: saving in place would lose threaded comments, slicers. "
        f"Write the result beside it (without --in-place), or run from the open workbook in Excel."
    )
    assert problem.sentence("ja") == (
        f"{path}：上書き保存するとスレッド コメント・スライサーが失われます。"
        "別名で保存する（--in-place を付けない）か、Excelで開いたブックから実行してください。"
    )


def test_a_synchronised_folder() -> None:
    path = Path("/home/a") / "OneDrive - 株式会社見本" / "計画" / "a.xlsx"
    problem = refused(check_not_synced, path, SyncedFolder)
    assert problem.sentence("en") == (
        f"{path}: the folder is synchronised by OneDrive, which can mix up versions of a file replaced in place. "
        "Write the result to a new file (without --in-place, or with a new name after --out), or work on a copy outside that folder."
    )
    assert problem.sentence("ja") == (
        f"{path}：OneDrive の同期フォルダーにあるため、上書きすると版が食い違うおそれがあります。"
        "新しいファイルに保存する（--in-place を付けない、または --out で新しい名前を指定する）か、同期フォルダーの外のコピーで作業してください。"
    )


def test_a_damaged_file_can_be_replaced_by_what_it_was_but_nothing_that_is_open_or_read_only(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", b"damaged")
    check_restorable(path)
    written(tmp_path / "~$a.xlsx", b"")
    refused(check_restorable, path, OpenElsewhere)
    (tmp_path / "~$a.xlsx").unlink()
    path.chmod(0o444)
    refused(check_restorable, path, NotWritable)
    refused(check_restorable, tmp_path / "b.xlsx", NoSuchFile)
    refused(check_restorable, tmp_path, NotAWorkbook)


def test_a_file_that_nobody_lets_us_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx")

    def locked(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    problem = refused(OpenpyxlBook.open, path, NotReadable)
    assert problem.sentence("en") == (
        f"{path}: the file may not be read (Permission denied). Allow reading it, or use a copy that belongs to you."
    )
    assert problem.sentence("ja") == (
        f"{path}：ファイルを読み込めません（Permission denied）。読み取りを許可するか、自分のフォルダーにコピーして使ってください。"
    )
