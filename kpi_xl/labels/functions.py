"""Words of the sheet of cell functions."""

from kpi_xl.labels.label import Label

TITLE = Label(ja="関数例", en="Functions")
SENTENCE = Label(
    ja="アドインを入れると、セルの中で逆算できます。式の列をコピーして使ってください。計算するのは渡した表だけで、「波及効果」は数えません。",
    en="With the add-in a cell can backsolve. Copy a formula and make it yours. It counts only the table it is given, not the sheet Effects.",
)
INSTALL = Label(
    ja="入れ方：kpi-xl install を実行し、Excelを開き直します（WindowsのExcel）。入っていない間は「アドイン未導入」と出ますが、ほかのシートはそのまま使えます。",
    en='To install: run kpi-xl install and open Excel again (Excel for Windows). Until then these cells say "add-in not installed"; all other sheets work.',
)
WHAT = Label(ja="知りたいこと", en="Question")
FORMULA = Label(ja="式", en="Formula")
ANSWER = Label(ja="答え", en="Answer")
NOT_INSTALLED = Label(ja="アドイン未導入", en="add-in not installed")
NOW = Label(ja="{kgi}は今いくらか", en="{kgi} today")
TARGET = Label(ja="{kgi}を3倍にするには、{lever}はいくつになるべきか", en="What {lever} must become for {kgi} to triple")
CHANGED = Label(ja="{lever}だけを1.5倍にすると、{kgi}はいくらになるか", en="{kgi} if {lever} alone becomes half as much again")
CHANCE = Label(
    ja="各KPIが目標の前後にばらつくとき、{kgi}が3倍に届く確率", en="How likely {kgi} triples when every lever may miss its target"
)
STATUS = Label(ja="目標100に対して実績75の状態", en="Where an actual of 75 stands against a target of 100")
GROWTH = Label(ja="3年で3倍にするための年平均成長率", en="Growth per year that triples in three years")
