"""The texts that stand for Excel's errors on their way to a cell: only VBA can make a real one.

Knows which text becomes which error. Does not know why.
"""

from __future__ import annotations

from collections.abc import Mapping

VALUE = "#KPI:VALUE"
NA = "#KPI:NA"
NUM = "#KPI:NUM"

XL_ERRORS: Mapping[str, str] = {VALUE: "xlErrValue", NA: "xlErrNA", NUM: "xlErrNum"}
"""Sentinel to the constant that VBA's CVErr takes: #VALUE! malformed input, #N/A nothing of that name, #NUM! out of reach or no number."""
