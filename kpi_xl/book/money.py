"""In which unit a workbook's costs are shown: the KGI's currency, else the first that a KPI is in, else the language's.

Knows units of KPIs. Does not know how a number is painted.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.labels import Lang
from kpi_xl.model.tree import KpiTree
from kpi_xl.model.units import CURRENCIES

USUAL: Mapping[Lang, str] = {"ja": "円", "en": "JPY"}


def money_unit(tree: KpiTree, lang: Lang) -> str:
    """Return the unit, without a period.

    Examples
    --------
    A KGI in 円/年 gives 円; a tree that only counts things gives 円 in Japanese and JPY in English.
    """
    units = (kpi.unit.partition("/")[0].strip() for kpi in (tree.kpis[tree.kgi], *tree.kpis.values()))
    return next((unit for unit in units if unit.casefold() in CURRENCIES), USUAL[lang])
