"""Why the add-in cannot be put on a computer, or taken away."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label


class InstallProblem(KpiXlError):
    """The add-in cannot be put where Excel finds it, or not be taken away."""


class NoExcelHere(InstallProblem):
    say = Label(
        en="{where}: the add-in works in Excel on Windows and on a Mac only; this system is {platform}. "
        "Every other command of kpi-xl works here, without Excel.",
        ja="{where}：アドインを使えるのは、Windows版またはMac版のExcelだけです（このシステム：{platform}）。"
        "kpi-xl のほかのコマンドは、Excelがなくてもこのまま使えます。",
    )


class NoSuchFolder(InstallProblem):
    say = Label(
        en="{where}: the environment variable {variable} names no folder, so Excel's own folders cannot be found. "
        "Run the command in an ordinary window of the user who works with Excel.",
        ja="{where}：環境変数 {variable} が設定されていないため、Excelのフォルダーが分かりません。Excelを使うユーザーの通常のコマンド画面で実行してください。",
    )


class StorePython(InstallProblem):
    say = Label(
        en="{where}: this Python is from the Microsoft Store, and Windows hides what it writes from Excel. "
        "Install Python from python.org (64-bit), install kpi-xl with it, and run kpi-xl install again.",
        ja="{where}：Microsoft Store版のPythonで書き込んだファイルは、Excelからは見えません。"
        "python.org の Python（64ビット）をインストールし、そこに kpi-xl を入れて、もう一度 kpi-xl install を実行してください。",
    )


class UnreadablePath(InstallProblem):
    say = Label(
        en="{where}: Excel cannot read the path of this Python, because of '{signs}' ({code_page}). "
        "Install Python in a folder whose name Excel can read, such as {example}, install kpi-xl with it, and run kpi-xl install again.",
        ja="{where}：このPythonのパスには、Excelが読み取れない文字「{signs}」が含まれています（{code_page}）。"
        "{example} のような半角英数字だけのフォルダーにPythonをインストールし、そこに kpi-xl を入れて、もう一度 kpi-xl install を実行してください。",
    )


class UnreadableHome(InstallProblem):
    say = Label(
        en="{where}: Excel cannot read the path of its settings, because of '{signs}' ({code_page}). The add-in needs a user whose folder "
        "has plain letters in its name; every other command of kpi-xl works as it is.",
        ja="{where}：設定ファイルのパスに、Excelが読み取れない文字「{signs}」が含まれています（{code_page}）。"
        "アドインを使うには、フォルダー名が半角英数字のユーザーが必要です。kpi-xl のほかのコマンドはこのまま使えます。",
    )


class LongPath(InstallProblem):
    say = Label(
        en="{where}: the path of this Python is {length} letters long, and Windows starts programs only up to {most}. "
        "Install Python in a folder nearer to the disk's root, and run kpi-xl install again.",
        ja="{where}：このPythonのパスは {length} 文字あり、Windowsで起動できる長さ（{most} 文字）を超えています。"
        "もっと浅いフォルダーにPythonをインストールして、もう一度 kpi-xl install を実行してください。",
    )


class NoBuilder(InstallProblem):
    say = Label(
        en="{where}: what the add-in is built with is not installed. Run pip install kpi-xl[addin], then kpi-xl install again.",
        ja="{where}：アドインの作成に必要なパッケージがインストールされていません。pip install kpi-xl[addin] を実行してから、もう一度 kpi-xl install を実行してください。",
    )


class NotOurs(InstallProblem):
    say = Label(
        en="{where}: a file that kpi-xl install did not put there, or that was changed since, stands there already. "
        "Move it to another folder or delete it, then run kpi-xl install again.",
        ja="{where}：kpi-xl install で作成したものではないファイル、または作成後に変更されたファイルが既にあります。"
        "別のフォルダーに移すか削除してから、もう一度 kpi-xl install を実行してください。",
    )


class CannotPlace(InstallProblem):
    say = Label(
        en="{where}: the file cannot be written ({reason}). Close every window of Excel, and run kpi-xl install again.",
        ja="{where}：書き込めませんでした（{reason}）。Excelのウィンドウをすべて閉じてから、もう一度 kpi-xl install を実行してください。",
    )


class CannotRemove(InstallProblem):
    say = Label(
        en="{where}: the file cannot be removed ({reason}). Close every window of Excel, and run kpi-xl uninstall again.",
        ja="{where}：削除できませんでした（{reason}）。Excelのウィンドウをすべて閉じてから、もう一度 kpi-xl uninstall を実行してください。",
    )
