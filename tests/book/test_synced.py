"""A folder that a service keeps in step with other machines is known, by its name, by what Windows or a Mac says, by what lies in it."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from kpi_xl.book import synced
from kpi_xl.book.refusal import replaceable
from kpi_xl.book.synced import BY_VARIABLE, named, synced_by
from tests.support.packages import shop

ON_WINDOWS = {
    r"C:\Users\a\OneDrive\計画\a.xlsx": "OneDrive",
    r"C:\Users\a\OneDrive - 株式会社見本\デスクトップ\a.xlsx": "OneDrive",
    r"D:\onedrive\a.xlsx": "OneDrive",
    r"\\d.docs.live.net@SSL\0123456789\計画\a.xlsx": "OneDrive",
    r"\\mihon.sharepoint.com@SSL\DavWWWRoot\sites\計画\a.xlsx": "SharePoint",
    r"C:\Users\a\SharePoint\a.xlsx": "SharePoint",
    r"C:\Users\a\Dropbox (個人)\a.xlsx": "Dropbox",
    r"G:\マイドライブ\a.xlsx": "Google Drive",
    r"G:\My Drive\a.xlsx": "Google Drive",
    r"C:\Users\a\iCloudDrive\a.xlsx": "iCloud",
}
ON_A_MAC = {
    "/Users/a/Library/CloudStorage/OneDrive-株式会社見本/計画/a.xlsx": "OneDrive",
    "/Users/a/Library/CloudStorage/GoogleDrive-a@example.com/マイドライブ/a.xlsx": "Google Drive",
    "/Users/a/Library/CloudStorage/Dropbox/a.xlsx": "Dropbox",
    "/Users/a/Library/CloudStorage/Box-Box/a.xlsx": "Box",
    "/Users/a/Library/Mobile Documents/com~apple~CloudDocs/a.xlsx": "iCloud",
    "/Users/a/iCloud Drive（アーカイブ）/a.xlsx": "iCloud",
    unicodedata.normalize("NFD", "/Volumes/GoogleDrive/マイドライブ/a.xlsx"): "Google Drive",
}
NOBODYS = (
    r"C:\計画\OneDrive移行\a.xlsx",
    r"C:\Users\a\Downloads\OneDrive_2026-11-22\a.xlsx",  # unpacked from what OneDrive sends as a download
    r"C:\計画\OneDrive売上.xlsx",
    r"C:\Users\a\Documents\a.xlsx",
    r"C:\計画\Box\a.xlsx",
)


@pytest.mark.parametrize(("path", "service"), ON_WINDOWS.items())
def test_a_folder_on_windows_is_known_by_its_name(path: str, service: str) -> None:
    assert next(named(PureWindowsPath(path)), None) == service


@pytest.mark.parametrize(("path", "service"), ON_A_MAC.items())
def test_a_folder_on_a_mac_is_known_by_its_name(path: str, service: str) -> None:
    assert next(named(PurePosixPath(path)), None) == service


@pytest.mark.parametrize("path", NOBODYS)
def test_a_folder_or_file_merely_called_like_a_service_is_not_taken_for_one(path: str) -> None:
    assert list(named(PureWindowsPath(path))) == []


@pytest.mark.parametrize("variable", BY_VARIABLE)
def test_a_folder_windows_calls_onedrive_counts_whatever_its_name(variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "資料" / "計画" / "a.xlsx"
    assert synced_by(path) is None
    monkeypatch.setenv(variable, str(tmp_path / "資料"))
    assert synced_by(path) == "OneDrive"
    assert synced_by(tmp_path / "資料2" / "a.xlsx") is None


def test_a_sharepoint_library_counts_because_onedrive_has_registered_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = tmp_path / "株式会社見本" / "営業部 - ドキュメント"
    monkeypatch.setattr(synced, "mount_points", lambda: [str(library)])
    assert synced_by(library / "計画" / "a.xlsx") == "OneDrive"
    assert synced_by(library.parent / "a.xlsx") is None


@pytest.mark.skipif(sys.platform == "win32", reason="there the list may hold the tester's own folders")
def test_where_there_is_no_registry_nothing_is_registered() -> None:
    assert synced.mount_points() == []


def test_a_plainly_named_folder_counts_only_where_its_service_puts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert synced_by(tmp_path / "Box" / "計画" / "a.xlsx") == "Box"
    assert synced_by(tmp_path / "計画" / "Box" / "a.xlsx") is None


@pytest.mark.parametrize(("name", "service"), [(".dropbox.cache", "Dropbox"), (".shortcut-targets-by-id", "Google Drive")])
def test_a_renamed_folder_is_known_by_what_its_service_puts_into_it(name: str, service: str, tmp_path: Path) -> None:
    (tmp_path / "共有" / name).mkdir(parents=True)
    assert synced_by(tmp_path / "共有" / "計画" / "a.xlsx") == service
    assert synced_by(tmp_path / "a.xlsx") is None


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right there that testers may not have")
def test_a_link_into_a_synchronised_folder_leads_there(tmp_path: Path) -> None:
    real = tmp_path / "Library" / "CloudStorage" / "OneDrive-Personal"
    real.mkdir(parents=True)
    (tmp_path / "書類").symlink_to(real)
    assert synced_by(tmp_path / "書類" / "a.xlsx") == "OneDrive"


def test_a_workbook_there_is_not_replaced_but_one_elsewhere_is(tmp_path: Path) -> None:
    for folder, expected in (("Dropbox", False), ("計画", True)):
        (tmp_path / folder).mkdir()
        assert replaceable(shop(tmp_path / folder / "a.xlsx", full=False)) is expected
