"""Words of the sheet of actuals, and of importing them."""

from kpi_xl.labels.label import Label

ACTUALS = Label(ja="実績", en="Actuals")
SENTENCE = Label(
    ja="毎月の実績を黄色のセルに入力するか、貼り付けます。CSVからも取り込めます：kpi-xl actuals ファイル名 data.csv",
    en="Type or paste each month's figures into the yellow cells, or import a CSV: kpi-xl actuals FILE data.csv",
)
ROWS = Label(
    ja="1行が1つのKPI、1列が1か月です。金額や件数は、その月だけの量を「入力する単位」で入力します（年間の値を12で割る必要はありません）。計算で求まるKPIは空欄でもかまいません。",
    en="A row for each KPI, a column for each month. Type what that month alone brought, in the unit shown. KPIs with a formula may stay blank.",
)
NAME_HELP = Label(ja="KPIツリーの名前", en="As in the KPI tree")
LABEL_HELP = Label(ja="自動表示", en="Automatic")
UNIT = Label(ja="入力する単位", en="Type in")
UNIT_HELP = Label(ja="自動表示", en="Automatic")
ENTRY = Label(ja="入力", en="Entry")
ENTRY_HELP = Label(ja="自動表示", en="Automatic")
EVERY_MONTH = Label(ja="毎月", en="every month")
IF_MEASURED = Label(ja="任意（計算で求まる）", en="optional (computed)")
IF_CHANGED = Label(ja="変わったときだけ", en="only if it changes")
GONE = Label(ja="KPIツリーにありません", en="not in the KPI tree")
PROMPT = Label(
    ja="その月の実績を数値で入力します。まだ分からない月は空欄のままにします。割合は 5% のように入力します。",
    en="The month's figure, as a number. Leave a month blank until it is known. Type a rate as 5%.",
)
ALL_WELL = Label(ja="✓ 点検：問題なし　", en="✓ Checked: nothing wrong. ")
LOOK_AT = Label(ja="⚠ 要確認のセル：", en="⚠ Cells to look at: ")
AND_THEN = Label(ja="件　", en=". ")
CHOSEN = Label(ja="入力する月", en="Month")
CHOSEN_PROMPT = Label(
    ja="今入力する月を選びます。その月の列に色が付き、毎月入力するKPIのうち空欄が何件あるかが左に出ます。",
    en="Choose the month you are about to type. Its column is marked, and what is still blank in it is counted on the left.",
)
LACKS = Label(ja="の未入力 {count}件", en=": {count} still blank")
LEGEND_TEXT = Label(ja="数値ではない", en="no number")
LEGEND_RATE = Label(ja="100%超", en="above 100%")
LEGEND_AHEAD = Label(ja="まだ先の月", en="month to come")
A_WORKBOOK = Label(ja="Excelブック", en="an Excel workbook")
NO_TEXT = Label(ja="文字として読めないファイル", en="a file that holds no text")
NOTHING = Label(ja="空のファイル", en="an empty file")
EXAMPLE = Label(ja='--map "{name}={kpi}"', en='--map "{name}={kpi}"')

# What the command says
IMPORTED = Label(
    ja="実績を取り込みました：{figures}件（KPI {kpis}件、{months}）。",
    en="{figures} figures imported ({kpis} KPIs, {months}).",
)
UNCHANGED = Label(ja="{figures}件は同じ値がすでに入っていました。", en="{figures} figures stood there already.")
LAID_OUT = Label(
    ja="シート「{sheet}」を用意しました（KPI {kpis}件、{months}）。毎月の実績を入力してください。",
    en="The sheet {sheet} is laid out ({kpis} KPIs, {months}). Type each month's figures there.",
)
STANDS = Label(ja="シート「{sheet}」：実績 {figures}件（{months}）。", en="Sheet {sheet}: {figures} figures ({months}).")
SPAN = Label(ja="{first}〜{last}", en="{first} to {last}")
NONE_YET = Label(ja="まだありません", en="none yet")
