"""Words of putting the add-in on a computer, taking it away, and of Explorer's menu Send to."""

from kpi_xl.labels.label import Label

PLACED = Label(ja="設定しました：{path}", en="Put in place: {path}")
REPLACED_SETTING = Label(
    ja="{path} の Python を {old} から {new} に変更しました。", en="The Python named in {path} was {old}; it is now {new}."
)
NEXT = Label(
    ja="Excelを起動してください。起動中の場合は、すべてのウィンドウを閉じてから起動し直すと、リボンに「KPI逆算」タブが表示されます。",
    en="Start Excel. If it is running, close all of its windows first; then the ribbon has a tab KPI.",
)
IF_NOT = Label(ja="表示されない場合は kpi-xl doctor を実行してください。", en="If it has not, run kpi-xl doctor.")
REMOVED = Label(ja="削除しました：{path}", en="Removed: {path}")
SETTING_REMOVED = Label(ja="Pythonの設定を取り除きました：{path}", en="The setting of Python is taken out of {path}")
CHANGED_SINCE = Label(
    ja="インストール後に変更されているため、削除しませんでした：{path}。不要な場合は手動で削除してください。",
    en="Changed since it was installed, so it was left as it is: {path}. Delete it yourself if nobody needs it.",
)
SETTING_CHANGED = Label(
    ja="インストール後に変更されているため、Pythonの設定は残しました：{path}",
    en="The setting of Python was changed since it was installed, so it was left as it is: {path}",
)
NOTHING_INSTALLED = Label(
    ja="このパソコンには、kpi-xl install で設定したものはありません。", en="kpi-xl install has put nothing on this computer."
)
UNINSTALLED = Label(
    ja="アドインを取り除きました。Excelを起動し直すと「KPI逆算」タブがなくなります。ブックはそのまま使えます。",
    en="The add-in is gone; start Excel again and the tab KPI is gone too. Workbooks stay as they are.",
)

SEND_TO = Label(ja="KPI逆算", en="KPI backsolve")
SEND_TO_TIP = Label(ja="ブックの目標を逆算し、結果を同じフォルダーに保存します", en="Backsolves a workbook; the result is saved beside it")
FINISHED = Label(ja="Enterキーを押すと閉じます。", en="Press Enter to close.")
