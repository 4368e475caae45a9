"""Why a workbook's file cannot be read, or must not be written."""

from __future__ import annotations

from kpi_xl.errors.base import KpiXlError
from kpi_xl.labels import Label


class FileProblem(KpiXlError):
    """A workbook's file cannot be read, or must not be written."""


class NoSuchFile(FileProblem):
    say = Label(
        en="{where}: there is no such file. Give the path of an existing .xlsx or .xlsm workbook.",
        ja="{where}：ファイルが見つかりません。存在する .xlsx または .xlsm ブックのパスを指定してください。",
    )


class NotAWorkbook(FileProblem):
    say = Label(
        en="{where}: this is {found}, but an .xlsx or .xlsm workbook is needed. Open it in Excel and save it as .xlsx.",
        ja="{where}：{found}です。必要なのは .xlsx または .xlsm ブックです。Excelで開き、.xlsx 形式で保存し直してください。",
    )


class EncryptedWorkbook(FileProblem):
    say = Label(
        en="{where}: the workbook is encrypted with a password and cannot be read. Save a copy without a password and use that.",
        ja="{where}：ブックがパスワードで暗号化されているため読み込めません。パスワードを外したコピーを保存して使ってください。",
    )


class DamagedWorkbook(FileProblem):
    say = Label(
        en="{where}: the workbook is damaged ({part} cannot be read). "
        "Repair it in Excel (Open > Open and Repair), or take an earlier version.",
        ja="{where}：ブックが壊れています（{part} を読み込めません）。Excelの「開いて修復する」で直すか、以前の版を使ってください。",
    )


class OpenElsewhere(FileProblem):
    say = Label(
        en="{where}: the workbook is open in {program} ({lock} lies beside it). "
        "Close it there and try again; if nobody has it open, delete {lock}.",
        ja="{where}：ブックが{program}で開かれています（同じ場所に {lock} があります）。"
        "閉じてからやり直してください。誰も開いていなければ {lock} を削除してください。",
    )


class NotReadable(FileProblem):
    say = Label(
        en="{where}: the file may not be read ({reason}). Allow reading it, or use a copy that belongs to you.",
        ja="{where}：ファイルを読み込めません（{reason}）。読み取りを許可するか、自分のフォルダーにコピーして使ってください。",
    )


class NotWritable(FileProblem):
    say = Label(
        en="{where}: {what} cannot be written to. Allow writing, close the program that holds it, or choose another place for the result.",
        ja="{where}：{what}に書き込めません。書き込みを許可するか、使用中のプログラムを閉じるか、別の保存先を指定してください。",
    )


class PartsWouldBeLost(FileProblem):
    say = Label(
        en="{where}: saving in place would lose {parts}. "
        "Write the result beside it (without --in-place), or run from the open workbook in Excel.",
        ja="{where}：上書き保存すると{parts}が失われます。"
        "別名で保存する（--in-place を付けない）か、Excelで開いたブックから実行してください。",
    )


class SyncedFolder(FileProblem):
    say = Label(
        en="{where}: the folder is synchronised by {service}, which can mix up versions of a file replaced in place. "
        "Write the result to a new file (without --in-place, or with a new name after --out), or work on a copy outside that folder.",
        ja="{where}：{service} の同期フォルダーにあるため、上書きすると版が食い違うおそれがあります。"
        "新しいファイルに保存する（--in-place を付けない、または --out で新しい名前を指定する）か、同期フォルダーの外のコピーで作業してください。",
    )


class SheetTaken(FileProblem):
    say = Label(
        en="Sheet '{where}' is not a page kpi_xl made, so it is left untouched. "
        "Rename it and run again, or run with --adopt to have its contents replaced.",
        ja="シート「{where}」は kpi_xl が作成したページではないため、変更しません。"
        "シート名を変えて再実行するか、--adopt を付けて実行してください（シートの内容は置き換わります）。",
    )


class TableTaken(FileProblem):
    say = Label(
        en="Table {table} already stands on sheet '{where}', but a page needs that name. Rename the table in Table Design > Table Name.",
        ja="テーブル「{table}」がシート「{where}」にすでにあり、ページがその名前を使えません。"
        "「テーブル デザイン」の「テーブル名」で名前を変えてください。",
    )


class NoSuchPlace(FileProblem):
    say = Label(
        en="The workbook has no {kind} called '{where}'. It has: {names}.",
        ja="ブックに「{where}」という{kind}はありません。あるのは {names} です。",
    )


class NotFinite(FileProblem):
    say = Label(
        en="{where}: {value} is not a finite number, and Excel cannot hold it. Check the inputs the cell is calculated from.",
        ja="{where}：{value} は有限の数ではないため、Excelに書き込めません。計算元の入力を確認してください。",
    )


class WrongEnding(FileProblem):
    say = Label(
        en="{where}: the result is an {expected} workbook, but the name ends in {suffix}. Give a name that ends in {expected}.",
        ja="{where}：結果は {expected} ブックですが、ファイル名の末尾が {suffix} です。{expected} で終わる名前にしてください。",
    )


class AlreadyThere(FileProblem):
    say = Label(
        en="{where}: this file is already there and is not overwritten. Choose another name with --out, or move the file away.",
        ja="{where}：同じ名前のファイルがあるため上書きしません。--out で別の名前にするか、ファイルを移動してください。",
    )


class TwoPlaces(FileProblem):
    say = Label(
        en="{where}: --out and --in-place name two places for one result. Give one of them.",
        ja="{where}：--out と --in-place が両方指定されています。どちらか1つにしてください。",
    )
