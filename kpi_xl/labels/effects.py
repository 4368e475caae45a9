"""Words of cross effects: on the sheet where people type them, on scenarios' tabs, and in the sentences about them."""

from kpi_xl.labels.label import Label

# The sheet and its columns
SHEET = Label(ja="波及効果", en="Effects")
CAUSE = Label(ja="動かすKPI", en="When this KPI")
AFFECTED = Label(ja="影響を受けるKPI", en="Then this KPI")
ELASTICITY = Label(ja="弾力性", en="Elasticity")
RESULT = Label(ja="意味", en="What it means")
WHY = Label(ja="根拠", en="Grounds")
TITLE = Label(ja="波及効果", en="Cross effects")
SENTENCE = Label(
    ja="数式には表れない、KPI同士の影響です（集客を増やすと転換率が下がる、など）。逆算・感度・寄与のすべてに反映します。",
    en="What one KPI does to another although no formula says so: more traffic, lower conversion. Solving, sensitivity and contribution count with it.",
)
ROWS = Label(
    ja="使うかどうかは任意です。「有効」を「はい」にした行だけが働きます。現状の数値は変わりません。",
    en="Optional. Only rows with yes act, and today's numbers stay as they are.",
)
ACTIVE_HELP = Label(ja="はい＝反映", en="yes: it acts")
ACTIVE_PROMPT = Label(ja="「はい」の行だけを逆算に反映します。", en="Only rows with yes are counted with.")
CAUSE_HELP = Label(ja="これが動くと", en="If this moves")
CAUSE_PROMPT = Label(
    ja="動くとほかに影響するKPIを選びます。現状値が0より大きいKPIに限ります。",
    en="The KPI whose change acts on another. Its baseline must be above 0.",
)
AFFECTED_HELP = Label(ja="これも変わる", en="this changes too")
AFFECTED_PROMPT = Label(
    ja="影響を受けるKPIを選びます。上限・下限・個別目標・合意値は、影響を受ける前の値についての決めごとです。",
    en="The KPI that changes with it. Its bounds, stated target and agreed value are about its value before the effect.",
)
ELASTICITY_HELP = Label(ja="1%で何%変わるか", en="% for 1%")
ELASTICITY_PROMPT = Label(
    ja="左のKPIが1%増えたとき何%変わるか。0.3%下がるなら -0.3（%は付けません）。",
    en="By how many percent it changes when the other rises by 1%: -0.3 if it falls by 0.3%. No percent sign.",
)
RESULT_HELP = Label(ja="自動表示", en="Automatic")
WHY_HELP = Label(ja="実績・実験など", en="Data, experiments ...")
MEANS = Label(ja="{cause} +10% → {affected} {percent}", en="{cause} +10% → {affected} {percent}")
CHECK = Label(ja="KPIと弾力性を確認してください", en="Check the KPIs and the elasticity")
OFF = Label(ja="今は使わない行", en="Switched off")

# On a scenario's tab
BLOCK = Label(ja="波及効果を受けるKPI", en="KPIs that others act on")
ALONE = Label(ja="波及前の値", en="Before effects")
AFTER = Label(ja="波及後の値", en="After effects")
FACTOR = Label(ja="波及の倍率", en="Effect")
CAUSES = Label(ja="影響元（弾力性）", en="Acted on by (elasticity)")
INCLUDED = Label(ja="波及効果 ×{factor}", en="effects x{factor}")
INCLUDES = Label(ja="波及効果を含む", en="effects included")
HOW = Label(
    ja="波及後の値＝波及前の値×（影響元の目標値÷現状）^弾力性。上限・下限と合意値は波及前の値についての決めごとです。青字は書き換えられます。",
    en="After = before x (target / today of what acts on it) ^ elasticity. Bounds and agreed values are about the value before. Blue can be overtyped.",
)

# In sentences
PULLS = Label(
    ja="{cause}が{ratio}になるため、{affected}は×{factor}になります（弾力性 {elasticity}）。",
    en="{cause} becomes {ratio}, which makes {affected} x{factor} (elasticity {elasticity}).",
)
BEFORE_EFFECTS = Label(ja="波及前の値：{said}", en="Before effects: {said}")
AFTER_EFFECTS = Label(ja="波及効果（×{factor}）で{value}になります。", en=" Effects (x{factor}) make it {value}.")
TIMES_EFFECT = Label(ja="（{words}）× 波及効果 {factor}", en="({words}) × effects {factor}")
EFFECTS_SHEET = Label(
    ja="KPI同士の影響（任意）。集客を増やすと転換率が下がる、などを逆算に反映します。",
    en="Optional: what one KPI does to another, such as more traffic and lower conversion.",
)
