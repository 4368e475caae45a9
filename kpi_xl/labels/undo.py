"""Words of taking back what a run did."""

from kpi_xl.labels.label import Label

HOW = Label(ja="元に戻すには：kpi-xl restore {path}", en="To undo: kpi-xl restore {path}")
RESTORED = Label(
    ja="{when} に kpi-xl {by} で上書きする前の内容に戻しました：{path}",
    en="Restored to what it was before kpi-xl {by} replaced it on {when}: {path}",
)
WRITTEN = Label(
    ja="{when} に kpi-xl {by} で上書きする前の内容を保存しました：{path}",
    en="What it was before kpi-xl {by} replaced it on {when} is written to {path}",
)
HOW_AGAIN = Label(ja="取り消すには、もう一度：kpi-xl restore {path}", en="To undo this, once more: kpi-xl restore {path}")
CHANGED = Label(
    ja="最後の実行の後に変更されていたため、戻す直前の内容を別のファイルに残しました：{path}",
    en="The workbook had been changed since the last run; as it was just now it is kept in {path}",
)

NUMBER = Label(ja="番号", en="Number")
REPLACED_AT = Label(ja="上書きした日時", en="Replaced on")
REPLACED_BY = Label(ja="コマンド", en="By")
SIZE = Label(ja="サイズ", en="Size")
FILE = Label(ja="当時のファイル", en="File at that time")
CHOOSE = Label(ja="戻すには：kpi-xl restore {path} --number 番号", en="To go back: kpi-xl restore {path} --number NUMBER")
