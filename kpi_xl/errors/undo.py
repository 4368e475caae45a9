"""Why a file cannot be replaced now, or cannot be brought back."""

from __future__ import annotations

from kpi_xl.errors.files import FileProblem
from kpi_xl.labels import Label


class NothingToRestore(FileProblem):
    say = Label(
        en="{where}: no earlier state is kept. kpi-xl keeps one each time it replaces a file, on this computer only ({folder}). "
        "Look for a copy beside the workbook, or in its version history.",
        ja="{where}：元に戻せる内容がありません。戻せるのは、このパソコンで kpi-xl が上書きしたときに保管した内容（{folder}）だけです。"
        "同じフォルダーのコピーや、バージョン履歴を確認してください。",
    )


class NoSuchStep(FileProblem):
    say = Label(
        en="{where}: there is no earlier state number {number}, only 1 to {count}. Choose one from kpi-xl restore --list.",
        ja="{where}：{number} 番の内容はありません（1～{count} 番まで）。kpi-xl restore --list で一覧を確認して選んでください。",
    )


class NotKept(FileProblem):
    say = Label(
        en="{where}: the present state cannot be kept in {folder} ({reason}), so nothing could bring it back, and the file is not replaced. "
        "Make room there, name another folder in the environment variable {variable}, or write the result to a new file.",
        ja="{where}：今の内容を {folder} に保管できない（{reason}）ため、上書きしません。上書きすると元に戻せなくなります。"
        "空き容量を確保するか、環境変数 {variable} で別のフォルダーを指定するか、結果を新しいファイルに保存してください。",
    )


class ChangedMeanwhile(FileProblem):
    say = Label(
        en="{where}: another program changed the file while kpi-xl was at work, so it is left as it is now. Run again.",
        ja="{where}：処理中に別のプログラムがファイルを変更したため、上書きしません。もう一度実行してください。",
    )


class NotSaved(FileProblem):
    say = Label(
        en="{where}: the file cannot be saved ({reason}). What was there is unchanged; make room, or choose another place for the result.",
        ja="{where}：ファイルを保存できません（{reason}）。元の内容は変わっていません。空き容量を確保するか、別の保存先を指定してください。",
    )
