"""Words of the linter: what each rule is called, what it found, and what to do.

A sentence's placeholders: where, kpi, and what the rule itself knows.
"""

from kpi_xl.labels.label import Label

SEVERITIES = {
    "error": Label(ja="エラー", en="error"),
    "warning": Label(ja="警告", en="warning"),
    "hint": Label(ja="ヒント", en="hint"),
}
LINE = Label(ja="{severity} {code}：{sentence}", en="{severity} {code}: {sentence}")
BRIEF = Label(ja="・{severity} {code}　{cell}：{title}", en="- {severity} {code}, {cell}: {title}")
MORE = Label(ja="・ほか{count}件", en="- {count} more")
WHERE_ALL = Label(
    ja="くわしい説明と直し方は、逆算するとシート「{sheet}」に一覧になります。",
    en="Backsolve lists all of it, with what to do, on the sheet {sheet}.",
)

# The section of the guide
SECTION = Label(ja="確認したい点：{count}件", en="Worth a look: {count}")
SECTION_CLEAN = Label(ja="確認したい点：なし", en="Worth a look: nothing")
CLEAN = Label(ja="◎ 問題なし", en="◎ All well")
CLEAN_SAYS = Label(
    ja="KPIツリーを{count}の規則で調べました。循環、単位の混在、期間の換算漏れ、二重に数えた効果などは見つかりませんでした。",
    en="{count} rules looked at the KPI tree: no circles, mixed units, missing conversions, effects that count twice, or the like.",
)
RULE = Label(ja="種類", en="Rule")
WHERE = Label(ja="セル", en="Cell")
WHAT = Label(ja="内容と直し方", en="What it is, and what to do")
HEAD = Label(ja="{symbol} {severity} {code}\n{title}", en="{symbol} {severity} {code}\n{title}")
REMEDY = Label(ja="→ {remedy}", en="→ {remedy}")
LEFT_OUT = Label(
    ja="ほか{count}件あります。上から直して逆算し直すか、kpi-xl check ファイル名 ですべてを見てください。",
    en="There are {count} more. Mend these first and solve again, or see all with kpi-xl check FILE.",
)
AS_SOLVED = Label(
    ja="逆算したときの結果です。結果がおかしいと感じたら、まずここを確認してください。意図したものなら、そのままで構いません。",
    en="As of the last solve. If a result looks odd, look here first; what is meant to be so may stay.",
)

# What each rule is called
CYCLE = Label(ja="数式の循環", en="formulas in a circle")
BOUNDS = Label(ja="上限・下限の矛盾", en="bounds crossed")
ADRIFT = Label(ja="行からずれた名前", en="names that lost their rows")
ORPHAN = Label(ja="どこにも使われていない行", en="rows that nothing uses")
DEAD = Label(ja="KGIに影響しない行", en="rows without effect on the KGI")
RATE = Label(ja="100%を超える率", en="rates above 100%")
MIXED = Label(ja="異なる単位の合計", en="sums over different units")
PERIODS = Label(ja="月と年など、期間の混在", en="months mixed with years")
MISSING = Label(ja="期間や桁の換算漏れ（×12など）", en="a conversion is missing (such as *12)")
TOO_MANY = Label(ja="不要な期間の換算（×12など）", en="a conversion too many (such as *12)")
TWICE = Label(ja="同じことを表す2つの行（期間と解約率など）", en="one lever in two rows (such as period and churn)")
BURIED = Label(ja="数式に埋め込まれた数値", en="numbers buried in formulas")
CONTRADICTED = Label(ja="計算式と合わない上位KPI", en="a parent that contradicts the formulas")

# What they say, and what to do
ORPHAN_SAID = Label(
    ja="{where}（{kpi}）：どの計算式からも使われていません。KPIは計算式を通じてKGIにつながっている必要があります。",
    en="{where} ({kpi}): no formula uses this row, but a KPI counts only through a formula.",
)
ORPHAN_REMEDY = Label(
    ja="計算式の中で名前「{name}」を使うか、行を削除してください。", en="Use the name {name} in a formula, or delete the row."
)
DEAD_SAID = Label(
    ja="{where}（{kpi}）：動かせるKPIですが、変えても{kgi}は変わりません。",
    en="{where} ({kpi}): this is a lever, but changing it does not change {kgi}.",
)
DEAD_REMEDY = Label(
    ja="{kgi}につながる計算式で使うか、「固定」を「はい」にしてください。このKPIだけに関わる目標があれば、そのままで構いません。",
    en="Use it in a formula that leads to {kgi}, or set Locked to yes. If a goal of its own depends on it, leave it as it is.",
)
RATE_SAID = Label(
    ja="{where}（{kpi}）：{what}が{value}ですが、率は100%以下のはずです。",
    en="{where} ({kpi}): the {what} is {value}, but a rate is expected to stay within 100%.",
)
RATE_REMEDY = Label(
    ja="「5」ではなく「5%」のように入力し直してください。100%を超えてよい率なら、上限にその値を入力してください。",
    en="Type 5% rather than 5, for example. If this rate may exceed 100%, type how far as its high bound.",
)
REST_SAID = Label(
    ja="{where}（{kpi}）：計算式の 1-{rate} が{value}になっています。{shown}は100%以下のはずです。",
    en="{where} ({kpi}): 1-{rate} in the formula is {value}; {shown} is expected to stay within 100%.",
)
REST_REMEDY = Label(ja="{shown}の値か計算式を直してください。", en="Correct the value or the formula of {shown}.")
MIXED_SAID = Label(
    ja="{where}（{kpi}）：計算式の足し算・引き算で、単位の異なる「{one}」と「{other}」が混ざっています。",
    en="{where} ({kpi}): the formula adds or subtracts {one} and {other}, whose units differ.",
)
MIXED_REMEDY = Label(
    ja="同じ単位どうしだけを足し引きするように、換算するか、単位の表記を直してください。",
    en="Convert one of them so that only like is added to like, or correct the unit.",
)
PERIODS_SAID = Label(
    ja="{where}（{kpi}）：計算式の足し算・引き算で、期間や桁の異なる「{one}」と「{other}」が混ざっています。",
    en="{where} ({kpi}): the formula adds or subtracts {one} and {other}, whose periods or scales differ.",
)
PERIODS_REMEDY = Label(
    ja="月の値に12を掛けて年の値にするなど、期間と桁をそろえてから足し引きしてください。",
    en="Bring both to one period and one scale: a monthly figure times 12 is a yearly one.",
)
BESIDE_SAID = Label(
    ja="{where}（{kpi}）：計算式で、単位が{one}の「{period}」と{other}の「{rate}」を掛け合わせていて、期間がそろっていません。",
    en="{where} ({kpi}): the formula multiplies {period}, in {one}, with {rate}, in {other}: their periods differ.",
)
BESIDE_REMEDY = Label(
    ja="率が月ごとなら期間も月数で数えるなど、両方を同じ期間にそろえてください。",
    en="Bring both to one period: beside a monthly rate a duration is counted in months.",
)
MISSING_SAID = Label(
    ja="{where}（{kpi}）：単位は{unit}ですが、計算式{used}の結果をこの単位にするための {factor} がありません。",
    en="{where} ({kpi}): the unit is {unit}, but the formula{used} lacks {factor}, which would bring its result to that unit.",
)
USING = Label(ja="（{units}を使用）", en=" (it uses {units})")
MISSING_REMEDY = Label(ja="計算式に {factor} を加えるか、単位を直してください。", en="Add {factor} to the formula, or correct the unit.")
TOO_MANY_SAID = Label(
    ja="{where}（{kpi}）：計算式に {factor} がありますが、使っている値{used}と結果（{unit}）の期間は同じなので、換算は不要です。",
    en="{where} ({kpi}): the formula holds {factor}, but what it uses{used} and its result ({unit}) share one period, so there is nothing to convert.",
)
TOO_MANY_REMEDY = Label(
    ja="計算式から {factor} を外すか、単位を直してください。", en="Take {factor} out of the formula, or correct the unit."
)
TWICE_SAID = Label(
    ja="{where}（{kpi}）：計算式で、期間の「{period}」と、減らしたい率の「{rate}」を掛け合わせています。率が下がると期間も延びる関係（解約率と契約期間など）なら、同じ効果を二重に数えています。",
    en="{where} ({kpi}): the formula multiplies a duration, {period}, with a rate that should fall, {rate}. If the duration grows when the rate falls, as a contract period does with churn, one effect counts twice.",
)
TWICE_REMEDY = Label(
    ja="どちらか一方を「固定」にするか、期間を率から計算してください（例：=1/{name}）。互いに無関係なら、そのままで構いません。",
    en="Lock one of them, or compute the duration from the rate (such as =1/{name}). If they are unrelated, leave them as they are.",
)
BURIED_SAID = Label(
    ja="{where}（{kpi}）：計算式に数値 {numbers} が直接書かれています。数式の中の数値は逆算の対象にならず、見落とされがちです。",
    en="{where} ({kpi}): the formula holds {numbers} as a figure. A figure inside a formula cannot be moved and is easily overlooked.",
)
BURIED_REMEDY = Label(
    ja="その数値を1行のKPIにして（変えないものは「固定」）、計算式では名前で使ってください。",
    en="Give it a row of its own (locked if it must not move) and use its name in the formula.",
)
CONTRADICTED_SAID = Label(
    ja="{where}（{kpi}）：上位KPIは「{parent}」ですが、{parent}の計算にこの行は使われていません。",
    en="{where} ({kpi}): its parent is {parent}, but {parent} is not calculated from this row.",
)
CONTRADICTED_REMEDY = Label(
    ja="上位KPIを空欄にすると計算式から自動で決まります。または{parent}の計算式で「{name}」を使ってください。",
    en="Clear the parent, and it follows from the formulas; or use {name} in the formula of {parent}.",
)
