"""Words of the ribbon and of what its buttons say."""

from kpi_xl.labels.label import Label

TAB = Label(ja="KPI逆算", en="KPI")

# Groups
START = Label(ja="はじめる", en="Start")
SOLVE_GROUP = Label(ja="逆算", en="Solve")
UNDERSTAND = Label(ja="結果を見る", en="Understand")
RUN_GROUP = Label(ja="運用", en="Run")
SHARE_GROUP = Label(ja="配布", en="Share")
HELP_GROUP = Label(ja="ヘルプ", en="Help")

# Buttons and their tips
NEW = Label(ja="新規作成", en="New")
NEW_TIP = Label(
    ja="3行の見本が入ったテンプレートから、新しいブックを作って開きます。",
    en="Makes a workbook from the template, with three worked rows to write over, and opens it.",
)
EXAMPLE = Label(ja="例題を開く", en="Example")
EXAMPLE_TIP = Label(
    ja="売上3倍の例題を逆算済みのブックとして作り、開きます。",
    en="Makes a solved workbook of the example (revenue x3) and opens it.",
)
CHECK = Label(ja="点検と修復", en="Check and repair")
CHECK_TIP = Label(
    ja="行からずれた名前を直し、残った問題をセルと直し方つきですべて示します。",
    en="Mends names that lost their rows, then lists every problem that is left with its cell and its remedy.",
)
SOLVE = Label(ja="逆算する", en="Backsolve")
SOLVE_TIP = Label(
    ja="有効な目標をすべて逆算し、結果のシートを書き直します。Escキーで中止できます。",
    en="Backsolves every active goal and rewrites the result sheets. Esc cancels.",
)
STRATEGY = Label(ja="逆算方法", en="Strategy")
STRATEGY_TIP = Label(
    ja="「逆算する」で使う方法です。「設定のとおり」は、ブックの設定シートで選んだ方法を使います。",
    en="How Backsolve shares out the effort. As in Settings: what the workbook's Settings sheet says.",
)
AS_SET = Label(ja="設定のとおり", en="As in Settings")
RESTORE = Label(ja="元に戻す", en="Restore")
RESTORE_TIP = Label(
    ja="このタブのボタンで直前に書き換える前の状態を、別のブックとして開きます。",
    en="Opens the workbook as it was before a button of this tab last changed it, as a workbook of its own.",
)
COMPARE_TIP = Label(ja="すべての目標の結果を並べたシートを開きます。", en="Goes to the sheet that shows all results side by side.")
SIMULATOR_TIP = Label(
    ja="進み具合を変えるとKPIがどう動くかを試せるシートを開きます。", en="Goes to the sheet where one cell moves every KPI on its way."
)
TREE_TIP = Label(ja="KPIのつながりを描いたシートを開きます。", en="Goes to the drawing of how the KPIs hang together.")
SENSITIVITY = Label(ja="感度分析", en="Sensitivity")
SENSITIVITY_TIP = Label(ja="どのKPIがよく効くかを示すシートを開きます。", en="Goes to the sheet that shows which KPI counts most.")
CONTRIBUTION_TIP = Label(
    ja="どのKPIがKGIの差をどれだけ生むかを示すシートを開きます。", en="Goes to the sheet that shows what each KPI adds to the KGI."
)
PROBABILITY_TIP = Label(ja="目標に届く確率を示すシートを開きます。", en="Goes to the sheet that says how likely the goals are.")
RATIONALE_TIP = Label(
    ja="目標値をどう算出したかを説明するシートを開きます。", en="Goes to the sheet that says where every target comes from."
)
ACTUALS_TIP = Label(
    ja="毎月の実績を入力するシートを開きます。まだなければ作り、KPIが増えていれば行を足します。",
    en="Goes to the sheet for each month's actuals; makes it first, or adds rows for new KPIs.",
)
REVIEW_TIP = Label(
    ja="計画と実績を比べ、差の要因と打ち手、メールに貼れるまとめを作ります。対象は「振り返り」シートで選んだ期間、なければ実績のある最後の月です。",
    en="Compares plan and actuals: causes, remedies, a summary to mail. Of the period chosen on the sheet Review, else the last month with actuals.",
)
SHARE = Label(ja="配布用に保存", en="Save for sharing")
SHARE_TIP = Label(
    ja="KPI_ で始まる関数を値に置き換えたコピーを作ります。アドインのない相手にもそのまま見えます。元のブックは変わりません。",
    en="Makes a copy in which KPI_ functions are values, for people without the add-in. The workbook itself stays as it is.",
)
GUIDE_TIP = Label(ja="使い方のシートを開きます。", en="Goes to the sheet that explains the workbook.")
LANGUAGE = Label(ja="English", en="日本語")
LANGUAGE_TIP = Label(ja="Shows this tab in English.", en="このタブを日本語で表示します。")
DOCTOR = Label(ja="動作診断", en="Doctor")
DOCTOR_TIP = Label(
    ja="アドインがこのパソコンで動く状態かを調べ、直し方を示します。",
    en="Checks whether the add-in can work on this computer, with remedies.",
)
ABOUT = Label(ja="バージョン情報", en="About")
ABOUT_TIP = Label(ja="バージョンと、利用しているソフトウェアの権利表示です。", en="The version, and the notices of software we build on.")

# What VBA itself has to say
NOT_INSTALLED = Label(
    ja="Pythonの場所がまだ設定されていません。コマンド プロンプトで kpi-xl install を実行してから、Excelを起動し直してください。",
    en="Where Python is has not been set yet. Run kpi-xl install in a command prompt, then start Excel again.",
)
NOT_PLAIN = Label(
    ja='ファイル名に = $ ` \\ | " のいずれかが含まれているため実行できません。名前を変えて保存し直してください。',
    en='The name of the workbook contains one of = $ ` \\ | " and cannot be handed over. Save it under another name.',
)

# The status bar
AT_WORK = Label(ja="KPI逆算：処理中です…", en="KPI: working ...")
READING = Label(ja="KPI逆算：ブックを読み込んでいます…（Escキーで中止）", en="KPI: reading the workbook ... (Esc cancels)")
COMPUTING = Label(ja="KPI逆算：計算しています…（Escキーで中止）", en="KPI: computing ... (Esc cancels)")
WRITING = Label(ja="KPI逆算：シートに書き込んでいます…", en="KPI: writing the sheets ...")

# What a button says when it is done
SOLVED = Label(ja="逆算が終わりました。", en="Backsolving is done.")
OUTCOME = Label(ja="・{scenario}：{outcome}", en="- {scenario}: {outcome}")
HOW_BACK = Label(
    ja="元に戻すには「KPI逆算」タブの「元に戻す」を押してください（Ctrl+Z では戻りません）。",
    en="To go back, press Restore on the KPI tab (Ctrl+Z cannot undo this).",
)
NOT_KEPT = Label(
    ja="{where}：実行前の状態を保管できませんでした（{reason}）。何も変更していません。空き容量を確認して、もう一度実行してください。",
    en="{where}: the state before this run could not be kept ({reason}), so nothing was changed. Make room on the disk and try again.",
)
RESTORED = Label(
    ja="{when} の書き換え前の状態を {path} として開きました。これを使う場合は、名前を付けて保存してください。今のブックはそのままです。",
    en="The workbook as it was before {when} is open as {path}. To go on with it, save it under a name of your own. "
    "The workbook you came from stays as it is.",
)
NOTHING_KEPT = Label(
    ja="{where}：元に戻せる状態がありません。戻せるのは、このパソコンで「KPI逆算」タブのボタンが書き換える前の状態だけです。",
    en="{where}: no earlier state is kept. Only what the buttons of the KPI tab changed on this computer can be brought back.",
)
NO_SUCH_PAGE = Label(
    ja="{where}：シート「{sheet}」がまだありません。「逆算する」を実行すると作られます。",
    en="{where}: there is no sheet '{sheet}' yet. Run Backsolve; it makes the sheet.",
)
SHARED = Label(
    ja="配布用のコピーを作り、開きました：{path}\nKPI_ で始まる関数を値に置き換えたセル：{count}個",
    en="A copy for sharing is made and open: {path}\nCells whose KPI_ functions became values: {count}",
)
CANCELLED = Label(ja="中止しました。ブックは変更していません。", en="Cancelled. Nothing was changed.")
NO_WORKBOOK = Label(
    ja="Excelでブックが開かれていません。ブックを開いてから実行してください。", en="No workbook is open in Excel. Open one and run again."
)
ACTIVE_ONLY = Label(
    ja="--active を付けて実行してください。Excelで開いているブックが対象です。",
    en="Run with --active: the job works on the workbook open in Excel.",
)
UNKNOWN_JOB = Label(
    ja="{where}：「{job}」という処理はありません。使えるのは {jobs} です。",
    en="{where}: there is no job called '{job}'. There are: {jobs}.",
)
UNEXPECTED = Label(
    ja="予期しない問題が起きました。保存する前に結果を確認してください。詳細は次のファイルに記録しました：{path}",
    en="Something unexpected went wrong. Look at the result before you save. Details are in {path}",
)
STOPPED_WRITING = Label(
    ja="書き込みの途中で止まりました。「KPI逆算」タブの「元に戻す」で、実行前の状態を開けます。",
    en="It stopped while writing. Restore on the KPI tab opens the workbook as it was before.",
)
ABOUT_TEXT = Label(
    ja="kpi_xl {version}\n\n利用しているソフトウェア：xlwings {xlwings}（BSD 3条項ライセンス）、pyOpenVBA（MITライセンス）\n"
    "ライセンス全文：{notice}",
    en="kpi_xl {version}\n\nBuilt on xlwings {xlwings} (BSD 3-clause licence) and pyOpenVBA (MIT licence).\nFull texts: {notice}",
)
