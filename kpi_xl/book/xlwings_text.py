"""Formulas and texts as an open Excel takes and shows them, and as a file spells them.

Knows both spellings. Does not know where they stand.
"""

from __future__ import annotations

import re

from kpi_xl.book.page import Scalar

NEWER = frozenset(
    re.findall(
        r"\S+",
        """
ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.INV BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL
BYROW CEILING.MATH CHISQ.DIST CHISQ.INV CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH
COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL DROP ERF.PRECISE EXPAND EXPON.DIST F.DIST F.INV F.TEST FILTER FLOOR.MATH FORECAST.ETS
FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE ISFORMULA ISOMITTED ISOWEEKNUM
LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST
NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST
QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REDUCE RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SINGLE SKEW.P SORT SORTBY STDEV.P
STDEV.S SWITCH T.DIST T.INV T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRIMRANGE UNICHAR UNICODE UNIQUE
VALUETOTEXT VAR.P VAR.S VSTACK WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST
""",
    )
)
"""The functions newer than the file format, which a file marks with `_xlfn.`."""

ASIDE = r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\[(?:'.|[^\[\]'])*\]"  # texts, sheet names and column names are not read
MARK = re.compile(rf"({ASIDE})|_xl(?:fn|ws|pm)\.", re.IGNORECASE)
CALL = re.compile(rf"({ASIDE})|(?<![\w.])([A-Z][A-Z0-9]*(?:\.[A-Z0-9]+)*)(?=\()", re.IGNORECASE)
LIKE_TYPED = re.compile(r"[=+\-@'#]|.*\d|(?:true|false)$", re.IGNORECASE)


def live(formula: str) -> str:
    """Return a file's formula as Excel itself writes it."""
    return MARK.sub(lambda found: found[1] or "", formula)


def filed(formula: str) -> str:
    """Return Excel's formula as a file spells it."""
    return CALL.sub(lambda found: found[1] or ("_xlfn." if found[2].upper() in NEWER else "") + found[2], formula)


def typed(value: Scalar) -> Scalar:
    """Return a value as it is to be handed to Excel, which reads every text as if somebody typed it.

    A text that begins like a formula, or that could be a number, a date or a truth, needs a quote mark in front; then it stays a text.
    """
    return "'" + value if isinstance(value, str) and LIKE_TYPED.match(value) else value
