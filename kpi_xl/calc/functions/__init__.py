"""Every function of the formula language, by name: one row each."""

from __future__ import annotations

from kpi_xl.calc.functions.aggregates import AGGREGATES
from kpi_xl.calc.functions.calendar import CALENDAR
from kpi_xl.calc.functions.criteria import CRITERIA
from kpi_xl.calc.functions.finance import FINANCE
from kpi_xl.calc.functions.function import Function
from kpi_xl.calc.functions.information import INFORMATION
from kpi_xl.calc.functions.logic import LOGIC
from kpi_xl.calc.functions.lookup import LOOKUP
from kpi_xl.calc.functions.mathematics import MATHEMATICS
from kpi_xl.calc.functions.ranking import RANKING
from kpi_xl.calc.functions.subtotal import SUBTOTALS
from kpi_xl.calc.functions.text import TEXT

_ROWS = (*LOGIC, *AGGREGATES, *RANKING, *SUBTOTALS, *MATHEMATICS, *FINANCE, *CRITERIA, *LOOKUP, *INFORMATION, *TEXT, *CALENDAR)

FUNCTIONS: dict[str, Function] = {function.name: function for function in _ROWS}
