"""The trees our templates show: the article's example, and the smallest tree that works.

Knows their figures and words. Does not know what a row means.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.book.example import NOTHING, EffectRow, Example, GoalRow, KpiRow
from kpi_xl.book.layout import ROLE_SHEETS
from kpi_xl.labels import Label

YEN_A_YEAR, YEN_EACH, RATE = Label("円/年", "JPY/year"), Label("円/社", "JPY/customer"), Label("%", "%")
ILLUSTRATIVE = Label(ja="例示の数値", en="Illustrative figure")
ILLUSTRATIVE_PRICE = Label(ja="例示の数値（価格モデル）", en="Illustrative figure (price model)")
ILLUSTRATIVE_AVERAGE = Label(ja="業界平均は例示の数値", en="The industry average is an illustrative figure")

# fmt: off
FUNNEL = (
    KpiRow(Label("年間売上", "annual_revenue"), Label("年間売上", "Annual revenue"),
           "=new_customers*ltv_factor*average_price", YEN_A_YEAR),
    KpiRow(Label("新規顧客数", "new_customers"), Label("新規顧客獲得数", "New customers"),
           "=visitors*12*lead_rate*meeting_rate*close_rate", Label("社/年", "customers/year"), parent="annual_revenue"),
    KpiRow(Label("訪問者数", "visitors"), Label("ウェブサイト訪問者数", "Site visitors"),
           10_000, Label("人/月", "visitors/month"), high=60_000, stated=50_000, parent="new_customers"),
    KpiRow(Label("リード転換率", "lead_rate"), Label("訪問者→リード転換率", "Visitor to lead"),
           0.02, RATE, high=0.06, stated=0.05, parent="new_customers"),
    KpiRow(Label("商談転換率", "meeting_rate"), Label("リード→商談転換率", "Lead to meeting"),
           0.05, RATE, high=0.2, stated=0.15, parent="new_customers"),
    KpiRow(Label("成約率", "close_rate"), Label("商談→成約率", "Meeting to contract"),
           0.2, RATE, high=0.4, stated=0.35, parent="new_customers"),
)
LIFETIME = (
    KpiRow(Label("LTV係数", "ltv_factor"), Label("既存顧客LTV係数", "LTV factor"),
           "=contract_years*(1+cross_sell_rate)*(1-churn_rate)", Label("倍", "x"), parent="annual_revenue"),
    KpiRow(Label("契約期間", "contract_years"), Label("平均契約期間", "Average contract period"),
           1, Label("年", "years"), high=5, stated=3, parent="ltv_factor"),
    KpiRow(Label("クロスセル率", "cross_sell_rate"), Label("クロスセル率", "Cross-sell rate"),
           0.15, RATE, high=0.5, stated=0.4, parent="ltv_factor"),
    KpiRow(Label("解約率", "churn_rate"), Label("解約率", "Churn rate"),
           0.15, RATE, "lower", low=0.03, stated=0.05, parent="ltv_factor"),
)
PRICE = (
    KpiRow(Label("平均単価", "average_price"), Label("平均単価", "Average price"),
           "=base_price*(1+upper_plan_rate*upper_plan_uplift)*(1+option_rate*option_uplift)", YEN_EACH, parent="annual_revenue"),
    KpiRow(Label("上位プラン率", "upper_plan_rate"), Label("上位プラン選択率", "Upper plan share"),
           0.2, RATE, high=0.6, stated=0.5, parent="average_price"),
    KpiRow(Label("オプション率", "option_rate"), Label("オプション追加率", "Option share"),
           0.3, RATE, high=0.7, stated=0.6, parent="average_price"),
    KpiRow(Label("基本単価", "base_price"), Label("基本単価", "Base price"),
           10_967_173, YEN_EACH, parent="average_price", locked=True, note=ILLUSTRATIVE_PRICE),
    KpiRow(Label("上位プラン上乗せ率", "upper_plan_uplift"), Label("上位プランの上乗せ率", "Upper plan uplift"),
           0.5, RATE, parent="average_price", locked=True, note=ILLUSTRATIVE_PRICE),
    KpiRow(Label("オプション上乗せ率", "option_uplift"), Label("オプションの上乗せ率", "Option uplift"),
           0.2, RATE, parent="average_price", locked=True, note=ILLUSTRATIVE_PRICE),
)
OTHERS = (
    KpiRow(Label("年間リード数", "yearly_leads"), Label("年間リード獲得数", "Leads per year"),
           "=visitors*12*lead_rate", Label("件/年", "leads/year"), industry=1_600, note=ILLUSTRATIVE_AVERAGE),
    KpiRow(Label("顧客生涯価値", "ltv"), Label("顧客生涯価値（LTV）", "Customer lifetime value (LTV)"),
           "=ltv_factor*average_price", YEN_EACH),
    KpiRow(Label("顧客獲得コスト", "cac"), Label("顧客獲得コスト（CAC）", "Customer acquisition cost (CAC)"),
           "=acquisition_cost/new_customers", YEN_EACH, "lower"),
    KpiRow(Label("獲得費用", "acquisition_cost"), Label("獲得費用", "Acquisition spend"),
           24_000_000, YEN_A_YEAR, "lower", parent="cac", locked=True, note=ILLUSTRATIVE),
)
ARTICLE_GOALS = (
    GoalRow(True, "must_achieve", ROLE_SHEETS["must_achieve"], "annual_revenue", "percent", 1.5,
            Label("前年比110%の積み上げでは、昨年と同じやり方が続く。全員で約束できる土台として150%を置く。",
                  "At 110% of last year, last year's way of working simply goes on. 150% is the floor everyone can promise."),
            Label("土台が守られるので、挑戦目標に思い切って取り組める。",
                  "With the floor safe, the team can dare the stretch goal.")),
    GoalRow(True, "stretch", ROLE_SHEETS["stretch"], "annual_revenue", "percent", 3.0,
            Label("今の延長では届かない高さから逆算すると、発想と打ち手が変わる。",
                  "Working backwards from a height that today's path cannot reach changes how the team thinks."),
            Label("最も効くKPIに力を集め、小さな実験を速く回し、うまくいったものを広げる組織になる。",
                  "A team that works where it counts most, tries small and fast, and scales what succeeds.")),
    GoalRow(False, "other", Label("リード3倍", "Leads x3"), "yearly_leads", "times_industry", 3.0,
            Label("「業界平均より少し上」では、横並びから抜け出せない。",
                  "A little above the industry average is still walking with the crowd."),
            Label("商談の数に余裕が生まれ、自社に合う顧客と深く付き合える。",
                  "Enough meetings to choose the customers who fit us best.")),
    GoalRow(False, "other", Label("LTV2倍", "LTV x2"), "ltv", "times", 2.0,
            Label("新規獲得だけに頼ると、費用がかさみ、売上も安定しない。",
                  "Living on new customers alone is costly and unsteady."),
            Label("今の顧客が長く使い続けることが、次の成長の元手になる。",
                  "Customers who stay longer pay for the next step of growth.")),
    GoalRow(False, "other", Label("CAC半減", "CAC halved"), "cac", "times", 0.5,
            Label("獲得コストが半分になれば、同じ予算で2倍の顧客を迎えられる。",
                  "At half the cost, the same budget wins twice the customers."),
            Label("浮いた予算を、まだ誰も試していない実験に回せる。",
                  "The money set free pays for experiments nobody has tried yet.")),
    GoalRow(False, "guardrail", NOTHING, "cac", "times", 1.0,
            Label("（例示）売上を追っても、顧客を今より高く買わない。有効にすると、どの目標でも守る。",
                  "(Illustrative) Growth must not buy customers more dearly. Once active, every goal keeps it."),
            Label("成長しても、1社あたりの採算が崩れない。",
                  "We grow, and every customer still pays off.")),
)
ARTICLE_EFFECTS = (
    EffectRow(False, "visitors", "lead_rate", -0.3,
              Label("（例示）広告で集めた訪問者は、自然に来た訪問者よりリードになりにくい。",
                    "(Illustrative) Visitors bought with advertising become leads less often.")),
    EffectRow(False, "base_price", "close_rate", -0.5,
              Label("（例示）値上げをすると成約率が下がる。基本単価は固定なので、固定を外すと働く。",
                    "(Illustrative) A higher price closes fewer deals. It acts once the base price is unlocked.")),
)
ARTICLE = Example(
    Label("売上3倍のKPIツリー", "A KPI tree for three times the revenue"), (*FUNNEL, *LIFETIME, *PRICE, *OTHERS), ARTICLE_GOALS,
    Label("価格・業界平均・獲得費用は例示の数値です（備考に印）。自社の数値に直してください。",
          "Price model, industry average and spend are illustrative (marked in the notes under Details): put your own in their place."),
    ARTICLE_EFFECTS,
)

MINIMAL = Example(
    Label("KPIツリー", "KPI tree"),
    (
        KpiRow(Label("売上", "sales"), Label("売上", "Sales"), "=customers*price", Label("円/月", "JPY/month")),
        KpiRow(Label("客数", "customers"), Label("客数", "Customers"),
               1_000, Label("人/月", "customers/month"), high=3_000, stated=2_000, parent="sales"),
        KpiRow(Label("客単価", "price"), Label("客単価", "Price per customer"),
               5_000, Label("円/人", "JPY/customer"), high=9_000, stated=8_000, parent="sales"),
    ),
    (
        GoalRow(True, "must_achieve", ROLE_SHEETS["must_achieve"], "sales", "percent", 1.5,
                Label("（記入例）全員で約束できる土台だから。", "(Example) It is the floor everyone can promise."),
                Label("（記入例）挑戦目標に安心して取り組める。", "(Example) The team can dare the stretch goal.")),
        GoalRow(True, "stretch", ROLE_SHEETS["stretch"], "sales", "percent", 3.0,
                Label("（記入例）今の延長では届かず、やり方を変える力になるから。",
                      "(Example) Today's path cannot reach it, so it makes us change."),
                Label("（記入例）新しい商品に投資できる。", "(Example) We can invest in a new product.")),
    ),
    Label("3行は記入例です。上から書き換え、行を足して、自社のツリーにしてください。",
          "The three rows are an example: write over them and add rows until the tree is yours."),
)
# fmt: on

EXAMPLES: Mapping[str, Example] = {"example": ARTICLE, "blank": MINIMAL}
