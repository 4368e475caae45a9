"""Words of merging copies that came back."""

from kpi_xl.labels.label import Label

# The page
SUBTITLE = Label(
    ja="「{base}」に、戻ってきた{count}件のコピーを統合しました：{copies}",
    en="'{base}' merged with {count} returned copies: {copies}",
)
SUMMARY = Label(
    ja="取り込んだセル {taken}件・食い違い {conflicts}件（うち未決 {open}件）・取り込まなかったもの {left}件",
    en="Cells taken: {taken} · conflicts: {conflicts} (undecided: {open}) · not taken: {left}",
)
CONFLICTS = Label(ja="食い違い：コピーごとに値が違うセル", en="Conflicts: cells of which copies say different things")
CONFLICTS_HELP = Label(
    ja="未決のセルは元の値のままです。セルに値を直接入力するか、正しい行の「採用」に ○ を付けて保存し、kpi-xl merge {book} を実行します"
    "（コピーは付けません）。1つのコピーをすべて優先するなら、最初の統合で --take ファイル名 を付けます。",
    en="Undecided cells keep the base's value. Type the value into the cell, or mark the right line under Take, save, and run "
    "kpi-xl merge {book} without copies. To prefer one copy everywhere, merge with --take FILE.",
)
TAKEN = Label(ja="取り込んだ変更", en="Changes taken")
LEFT = Label(ja="取り込まなかったもの（確認してください）", en="Not taken (please look)")
NOTHING = Label(ja="ありません。", en="None.")
NOT_COMPARED = Label(
    ja="比べているのはセルの値と数式です。書式・グラフ・図形・セルのコメントは比べていません。",
    en="Values and formulas are compared; formats, charts, shapes and comments on cells are not.",
)
PLACE = Label(ja="セル", en="Cell")
ROW = Label(ja="対象", en="Row")
ITEM = Label(ja="項目", en="Column")
BEFORE = Label(ja="元の値", en="Base")
SAYS = Label(ja="コピーの値", en="Copy says")
WHO = Label(ja="ファイル", en="File")
NOW = Label(ja="今の値", en="Now")
TAKE = Label(ja="採用", en="Take")
TAKE_PROMPT = Label(ja="この値を採用するときは ○ を選びます。", en="Choose ○ to take this value.")
WHAT = Label(ja="内容", en="What")
MARK = Label(ja="○", en="○")
BLANK = Label(ja="（空欄）", en="(blank)")

# Findings
RENAMED = Label(
    ja="行の名前「{old}」が「{new}」に変わっています。名前は元のままにし、ほかの変更は「{old}」の行に取り込みました。"
    "変えるなら、名前を書き換えて kpi-xl check --repair を実行してください。",
    en="The row '{old}' is called '{new}' here. It keeps its name; its other changes were taken. To rename it, type the new name and run "
    "kpi-xl check --repair.",
)
ROW_GONE = Label(
    ja="「{row}」の行が削除されています。元の行は残しました。不要なら手で削除してください。",
    en="The row '{row}' was deleted here. It is kept; delete it by hand if nobody needs it.",
)
COLUMN_GONE = Label(
    ja="「{column}」の列がありません。元の列をそのまま残しました。",
    en="The column '{column}' is missing here. The base's column is kept as it was.",
)
COLUMN_NEW = Label(
    ja="「{column}」の列（入力 {count}件）はこのコピーだけにあります。元の表に列を足してから統合し直すと取り込めます。",
    en="Only this copy has the column '{column}' (filled cells: {count}). Add the column to the base and merge again to take it.",
)
TABLE_GONE = Label(
    ja="「{table}」の表がありません。元の表をそのまま残しました。",
    en="The table of '{table}' is missing here. The base's is kept as it was.",
)
TABLE_NEW = Label(
    ja="「{table}」の表はこのコピーだけにあります。取り込んでいません。", en="Only this copy has the table of '{table}'. It was not taken."
)
NO_TAB = Label(
    ja="シート「{sheet}」の「{row}」の{column}「{says}」は、元のブックにこのシートがないため取り込めません。元のブックを逆算してから統合し直すと取り込めます。",
    en="{column} of '{row}' on sheet '{sheet}' says {says}, but the base has no such sheet. Solve the base and merge again to take it.",
)
NO_TAB_ROW = Label(
    ja="シート「{sheet}」の「{row}」の{column}「{says}」は、元のシートにこの行がないため取り込めません。統合後に逆算し、入力し直してください。",
    en="{column} of '{row}' on sheet '{sheet}' says {says}, but the base's sheet has no such row. Solve the merged workbook and type it again.",
)
ROW_NOT_ADDED = Label(
    ja="新しい行「{row}」（コピーの {where}）は追加していません：{why}",
    en="The new row '{row}' ({where} of the copy) was not added: {why}",
)
NOT_TAKEN = Label(
    ja="「{row}」の「{column}」を {says} にする変更は取り込んでいません：{why}",
    en="The change of '{column}' of '{row}' to {says} was not taken: {why}",
)
UNKNOWN_NAMES = Label(
    ja="数式が使う名前 {names} が統合後のブックにありません。",
    en="its formula uses {names}, which the merged workbook does not define.",
)
ELSEWHERE = Label(
    ja="数式が、統合後のブックにない行や列のセルを参照しています。",
    en="its formula refers to cells in rows or columns that the merged workbook has not.",
)
NEEDED = Label(ja="空欄にできない列です。", en="this column must not be blank.")
NAMELESS = Label(ja="名前が空欄です。", en="it has no name.")
NAME_TWICE = Label(ja="同じ名前の行がすでにあります。", en="another row has the same name.")
NAME_TAKEN = Label(ja="この名前は、ブックの別のセルですでに使われています。", en="the workbook already uses this name for something else.")
BAD_NAME = Label(ja="名前をExcelで使えません（{why}）。", en="Excel cannot use the name ({why}).")
INCOMPLETE = Label(ja="必要な列に空欄があります。", en="a column that must be filled is blank.")
ADDED_DIFFERENTLY = Label(
    ja="同じ行を追加したコピーの間で内容が違います（{copies}）。--take でコピーを選ぶか、手で追加してください。",
    en="the copies that add it differ ({copies}). Choose one with --take, or add the row by hand.",
)
NO_ROOM = Label(
    ja="表のすぐ下に空きがありません。表の下を空けてから統合し直してください。",
    en="something stands right below the table. Make room there and merge again.",
)
FREE_CELLS = Label(
    ja="シート「{sheet}」の表の外で、{count}個のセルが違います：{cells}。必要なら手で写してください。",
    en="Outside the tables of sheet '{sheet}' something differs ({count}): {cells}. Copy it by hand if it matters.",
)
PAGE_CELLS = Label(
    ja="シート「{sheet}」は逆算で作るページです。{count}個のセルの違い（{cells}）は取り込まず、次の逆算で書き直します。",
    en="Sheet '{sheet}' is a page that solving makes. What differs there ({count}: {cells}) is not taken; solving writes it anew.",
)
SHEET_NEW = Label(
    ja="シート「{sheet}」（入力 {count}個：{cells}）はこのコピーだけにあります。必要なら手で写してください。",
    en="Only this copy has the sheet '{sheet}' (filled cells, {count}: {cells}). Copy it by hand if it matters.",
)
SHEET_GONE = Label(
    ja="シート「{sheet}」がこのコピーにはありません。元のシートを残しました。",
    en="The sheet '{sheet}' is missing here. The base's is kept.",
)
NAMES_DIFFER = Label(
    ja="名前の定義が違います：{names}。必要なら「数式」タブの「名前の管理」で直してください。",
    en="Defined names differ: {names}. Mend them in Formulas > Name Manager if they matter.",
)
AND_MORE = Label(ja=" ほか{count}個", en=" and {count} more")

# The terminal
COUNTED = Label(
    ja="取り込み {taken}件・食い違い {conflicts}件・要確認 {left}件", en="Taken: {taken}, conflicts: {conflicts}, to look at: {left}"
)
OPEN_CONFLICTS = Label(
    ja="未決の食い違いが{open}件あります。シート「{sheet}」で決めてください。",
    en="Conflicts still undecided: {open}. Decide them on the sheet '{sheet}'.",
)
DECIDED = Label(ja="採用した値 {taken}件を書き込みました。", en="Decided values written: {taken}.")
