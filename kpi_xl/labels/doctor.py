"""What the doctor looks at, what it finds, and what to do about it."""

from kpi_xl.labels.label import Label

# The table
CHECK = Label(ja="確認した項目", en="Check")
FOUND = Label(ja="結果", en="Found")
ALL_WELL = Label(ja="{count}項目を確認しました。問題はありません。", en="{count} checks, no problem.")
SOME = Label(
    ja="{count}項目中：× 動かない原因 {bad}件、△ 注意 {notes}件。", en="{count} checks: × {bad} in the way, △ {notes} to know about."
)
AGAIN = Label(ja="対処したら、もう一度 kpi-xl doctor で確認してください。", en="When that is done, look again with kpi-xl doctor.")
TOLD = Label(ja="{symbol} {name}：{said}\n　→ {remedy}", en="{symbol} {name}: {said}\n  -> {remedy}")

# Errors in cells
REASONS = Label(
    ja="セルの KPI_ 関数が最近エラーになった理由（新しい順）：", en="Why KPI_ functions in cells showed an error lately, newest first:"
)
REASON = Label(ja="・{when} {function}：{said}", en="- {when} {function}: {said}")

GOOD = Label(ja="問題ありません", en="fine")
NOT_SEEN = Label(ja="確認できません", en="cannot be seen from here")
NONE = Label(ja="なし", en="none")

EXCEL = Label(ja="Excel", en="Excel")
EXCEL_FOUND = Label(ja="インストール済み", en="installed")
EXCEL_MISSING = Label(ja="見つかりません", en="not found")
EXCEL_REMEDY = Label(
    ja="アドインにはデスクトップ版のExcelが必要です（Web版では動きません）。kpi-xl のコマンドは、Excelがなくても使えます。",
    en="The add-in needs Excel installed on this computer (not Excel on the web). The commands of kpi-xl work without it.",
)

BITS = Label(ja="PythonとExcelのビット数", en="Bits of Python and Excel")
BITS_SAID = Label(ja="Python {python}ビット、Excel {excel}ビット", en="Python {python}-bit, Excel {excel}-bit")
BITS_REMEDY = Label(
    ja="このままでも動きますが、大きなツリーにはメモリが足りないことがあります。64ビット版のPythonに入れ直すことをお勧めします。",
    en="This works, but a large tree may need more memory than that. A 64-bit Python is better.",
)

STORE = Label(ja="Microsoft Store版のPython", en="Python from the Microsoft Store")
STORE_SAID = Label(ja="Store版です：{path}", en="it is one: {path}")
NOT_STORE = Label(ja="Store版ではありません", en="it is not")
STORE_REMEDY = Label(
    ja="Store版で書き込んだファイルはExcelから見えません。python.org の64ビット版をインストールし、kpi-xl を入れ直してください。",
    en="Windows hides what it writes from Excel. Install 64-bit Python from python.org and kpi-xl with it.",
)

CONDA = Label(ja="conda環境", en="conda")
CONDA_SAID = Label(ja="condaの環境です：{path}", en="a conda environment: {path}")
NOT_CONDA = Label(ja="condaではありません", en="not used")
CONDA_REMEDY = Label(
    ja="ボタンを押すと数値計算ライブラリのエラーが出る場合は、python.org のPythonで作った仮想環境（python -m venv）に kpi-xl を入れ直してください。",
    en="If a button shows an error about a numerical library, install kpi-xl in an environment made by python.org's Python (python -m venv).",
)

USER = Label(ja="ユーザー領域へのインストール", en="Installed with pip --user")
USER_SAID = Label(ja="ユーザー領域に入っています：{path}", en="it was: {path}")
NOT_USER = Label(ja="該当しません", en="it was not")
USER_REMEDY = Label(
    ja="ExcelがDLLを見つけられません。仮想環境（python -m venv）を作り、そこに kpi-xl を入れて kpi-xl install を実行してください。",
    en="Excel cannot find the DLL there. Make an environment (python -m venv), install kpi-xl in it, and run its kpi-xl install.",
)

DLL = Label(ja="関数に必要なDLL", en="DLL for cell functions")
FOUND_AT = Label(ja="{path}", en="{path}")
DLL_MISSING = Label(ja="{name} が {folder} にありません", en="{name} is not in {folder}")
DLL_REMEDY = Label(
    ja="pip install --force-reinstall --no-deps xlwings=={version} を実行してから、kpi-xl install を実行してください。",
    en="Run pip install --force-reinstall --no-deps xlwings=={version}, then kpi-xl install.",
)

ADDIN = Label(ja="アドインのファイル", en="Add-in file")
ADDIN_SAID = Label(ja="kpi_xl {version}", en="kpi_xl {version}")
ADDIN_OTHER = Label(ja="{found}（このPythonは {wanted}）", en="{found}, but this Python has {wanted}")
ADDIN_MISSING = Label(ja="{path} にありません", en="not at {path}")
INSTALL_REMEDY = Label(
    ja="Excelを閉じて kpi-xl install を実行し、Excelを起動し直してください。", en="Close Excel, run kpi-xl install, start Excel again."
)

CONFIG = Label(ja="アドインが使うPython", en="Python the add-in runs")
CONFIG_MISSING = Label(ja="設定がありません：{path}", en="not set in {path}")
CONFIG_OTHER = Label(ja="{named}（この画面のPythonは {own}）", en="{named}, but this one is {own}")
CONFIG_REMEDY = Label(
    ja="このPythonを使うには、kpi-xl install を実行してExcelを起動し直してください。",
    en="To use this Python, run kpi-xl install and start Excel again.",
)

PATH = Label(ja="パスの文字", en="Letters in paths")
PATH_SAID = Label(ja="読み取れない文字「{signs}」：{path}", en="'{signs}' does not come through: {path}")
PATH_REMEDY = Label(
    ja="半角英数字だけのフォルダー（空白なし）にPythonをインストールし、kpi-xl を入れ直してください。",
    en="Install Python in a folder with plain letters and no blanks in its path, and kpi-xl with it.",
)

HOME_REMEDY = Label(
    ja="フォルダー名が半角英数字のWindowsユーザーでExcelを使うか、アドインの代わりに kpi-xl のコマンドを使ってください。",
    en="Use Excel as a Windows user whose folder has plain letters in its name, or the commands of kpi-xl instead of the add-in.",
)

SCRIPT = Label(ja="Pythonを呼び出すスクリプト", en="Script that starts Python")

BLOCKED = Label(ja="アドインのブロック（Webから取得の印）", en="Mark of the web on the add-in")
BLOCKED_SAID = Label(ja="印が付いているため、マクロが動きません", en="marked, so its macros are off")
BLOCKED_REMEDY = Label(
    ja="エクスプローラーでファイルを右クリック→プロパティ→「許可する」にチェックしてください：{path}",
    en="In Explorer, right click the file, Properties, tick Unblock: {path}",
)

DISABLED = Label(ja="Excelが無効にしたアドイン", en="Add-ins that Excel switched off")
DISABLED_SAID = Label(ja="このアドインが無効になっています", en="this add-in is among them")
DISABLED_REMEDY = Label(
    ja="Excelの ファイル→オプション→アドイン→管理「使用できないアイテム」→設定 で、kpi_xl を有効にしてください。",
    en="In Excel: File, Options, Add-ins, Manage: Disabled Items, Go; enable kpi_xl.",
)

MACROS = Label(ja="マクロとアドインのポリシー", en="Policy on macros and add-ins")
MACROS_SAID = Label(ja="許可されていません（{setting}）", en="not allowed ({setting})")
MACROS_REMEDY = Label(
    ja="会社の設定です。情報システム部門に、署名のないアドイン {path} の許可を依頼してください。許可されるまでは kpi-xl のコマンドを使えます。",
    en="Your company set this. Ask IT to allow the unsigned add-in {path}. Until then the commands of kpi-xl work.",
)

TRUST = Label(ja="信頼できる場所", en="Trusted locations")
TRUST_SAID = Label(ja="Excelの起動フォルダーが信頼されていません", en="Excel's start folder is not trusted")
TRUST_REMEDY = Label(
    ja="Excelの ファイル→オプション→トラスト センター→設定→信頼できる場所 に {folder} を追加してください。追加できない場合は情報システム部門に相談してください。",
    en="In Excel: File, Options, Trust Center, Settings, Trusted Locations: add {folder}. If that is greyed out, ask IT.",
)

VIEW = Label(ja="保護ビュー", en="Protected View")
VIEW_SAID = Label(ja="このブックはWebやメールから届いたものです", en="this workbook came from the web or by mail")
VIEW_REMEDY = Label(
    ja="ボタンを押す前に、ブックの上に出る「編集を有効にする」を押してください。",
    en="Press Enable Editing above the sheet before any button.",
)

CHILDREN = Label(ja="Excelからの起動の制限（ASR）", en="Excel may start programs (ASR)")
CHILDREN_SAID = Label(ja="禁止されています：ボタンと関数は動きません", en="forbidden: buttons and functions cannot work")
CHILDREN_WARN = Label(ja="起動のたびに警告が出ます", en="Windows warns each time")
CHILDREN_REMEDY = Label(
    ja="ボタンの代わりに、ブックを開いたまま kpi-xl run solve --active を実行してください。ボタンを使うには、情報システム部門にASR規則 {rule} の除外を依頼してください。",
    en="Instead of a button, run kpi-xl run solve --active with the workbook open. For the buttons, ask IT for an exception to ASR rule {rule}.",
)

API = Label(ja="マクロからのDLL呼び出し（ASR）", en="Macros may load a DLL (ASR)")
API_SAID = Label(ja="禁止されています：関数は動きません", en="forbidden: cell functions cannot work")
API_REMEDY = Label(
    ja="セルの関数の代わりに、ボタンや kpi-xl のコマンドを使ってください。関数を使うには、情報システム部門にASR規則 {rule} の除外を依頼してください。",
    en="Use buttons or the commands of kpi-xl instead of cell functions. For functions, ask IT for an exception to ASR rule {rule}.",
)

LOCKER = Label(ja="実行できるプログラムの制限（AppLocker）", en="Programs that may run (AppLocker)")
LOCKER_SAID = Label(ja="制限があります：{path}", en="limited, and Python is at {path}")
LOCKER_REMEDY = Label(
    ja="ボタンを押しても何も起きない場合は、Pythonを C:\\Program Files に入れるか、情報システム部門に実行の許可を依頼してください。",
    en="If nothing happens when you press a button, install Python in C:\\Program Files, or ask IT to allow it.",
)

CLOUD = Label(ja="ブックの保存場所", en="Where workbooks are kept")
CLOUD_SAID = Label(ja="同期フォルダーです（{service}）", en="a synced folder ({service})")
CLOUD_REMEDY = Label(
    ja="ボタンはそのまま使えます。kpi-xl のコマンドは上書きせず、隣に新しいブックを作ります。",
    en="Buttons work as they are. The commands of kpi-xl do not overwrite there; they write a new workbook beside.",
)
