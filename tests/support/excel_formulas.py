"""What Excel wants of a formula's text as it stands in the file.

Knows formula text. Does not know how it is computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from tests.support.excel_package import Package, Stated

LONGEST, DEEPEST, MOST_ARGUMENTS = 8192, 64, 255
Found = Iterator[tuple[str, str]]

NEWER = frozenset(
    re.findall(
        r"\S+",
        """
ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.INV BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL
BYROW CEILING.MATH CHISQ.DIST CHISQ.INV CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH
COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL DROP ERF.PRECISE EXPAND EXPON.DIST F.DIST F.INV F.TEST FILTER FLOOR.MATH
FORECAST.ETS FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE ISFORMULA
ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST
NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC
PERMUTATIONA PHI PIVOTBY POISSON.DIST QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REDUCE RRI SCAN SEC SECH SEQUENCE SHEET
SHEETS SINGLE SKEW.P SORT SORTBY STDEV.P STDEV.S SWITCH T.DIST T.INV T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL
TOROW TRIMRANGE UNICHAR UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST
""",
    )
)
"""Functions newer than the file format: without `_xlfn.` before them Excel shows #NAME?."""

SHEETS = re.compile(r"'((?:[^']|'')+)'!|(?<![\w.'\]])([^\W\d][\w.]*)!")
COLUMNS = re.compile(r"([^\W\d][\w.]*)\[(.*)\]", re.DOTALL)
COLUMN = re.compile(r"\[((?:'.|[^\[\]#'])+)\]")


def tokens(formula: str) -> list[Token]:
    """The formula taken apart; nothing where its quotes or brackets do not close."""
    try:
        return list(Tokenizer("=" + formula.removeprefix("=")).items)
    except (TokenizerError, IndexError):
        return []


def too_long(package: Package) -> Found:
    yield from ((each.where, f"{len(each.text)} characters") for each in package.formulas if len(each.text) > LONGEST)


def unclosed(package: Package) -> Found:
    for each in package.formulas:
        if each.kind != "choice" and (each.text.startswith("=") or not tokens(each.text) or depth(each.text) is None):
            yield each.where, each.text[:80]


def too_deep(package: Package) -> Found:
    yield from ((each.where, f"{depth(each.text)} levels") for each in package.formulas if (depth(each.text) or 0) > DEEPEST)


def depth(formula: str) -> int | None:
    """How many functions stand inside one another; None where one does not close."""
    now = deepest = 0
    for token in tokens(formula):
        now += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0) if token.type in (Token.FUNC, Token.PAREN, Token.ARRAY) else 0
        deepest = max(deepest, now)
    return deepest if now == 0 else None


def unprefixed(package: Package) -> Found:
    for each in package.formulas:
        for token in tokens(each.text):
            if token.type == Token.FUNC and token.subtype == Token.OPEN and token.value.rstrip("(").upper() in NEWER:
                yield each.where, token.value.rstrip("(")


def missing_sheet(package: Package) -> Found:
    known = {sheet.name.casefold() for sheet in package.sheets}
    for each in package.formulas:
        for sheet in sheets_of(each.text):
            if "[" not in sheet and not {part.casefold() for part in sheet.split(":")} <= known:
                yield each.where, sheet


def sheets_of(formula: str) -> Iterator[str]:
    """Yield every sheet a formula names."""
    for token in tokens(formula):
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            yield from ((quoted.replace("''", "'") or bare) for quoted, bare in SHEETS.findall(token.value))


def missing_table(package: Package) -> Found:
    known = {table.name.casefold(): {escaped(column) for column in table.columns} for table in package.tables}
    for each in package.formulas:
        for token in tokens(each.text):
            found = COLUMNS.fullmatch(token.value) if token.subtype == Token.RANGE else None
            if found and found[1].casefold() not in known:
                yield each.where, found[1]
            elif found and (unknown := columns_of(found[2]) - known[found[1].casefold()]):
                yield each.where, f"{found[1]}[{min(unknown)}]"


def columns_of(inside: str) -> set[str]:
    """The columns named between a table's brackets."""
    if inside.startswith("#") or not inside:
        return set()
    return {column.casefold() for column in (COLUMN.findall(inside) if "[" in inside else [inside.lstrip("@")])}


def escaped(column: str) -> str:
    """A column's name as formulas write it."""
    return re.sub(r"([\[\]#'@])", r"'\1", column).casefold()


def points_at_nothing(package: Package) -> Found:
    yield from ((each.where, each.text[:80]) for each in package.formulas if "#REF!" in each.text)


def speaks_of_tables(package: Package) -> Found:
    """Excel refuses structured references in rules and in choices: they go through a name."""
    yield from ((each.where, each.text[:80]) for each in live(package) if any("[" in token.value for token in ranges(each.text)))


def speaks_of_other_sheets(package: Package) -> Found:
    """In the form of 2007, which we write, a rule or a choice that looks at another sheet goes through a name."""
    yield from ((each.where, each.text[:80]) for each in live(package) if any(sheets_of(each.text)))


def live(package: Package) -> Iterator[Stated]:
    """Yield the formulas of rules and choices."""
    yield from (each for each in package.formulas if each.kind in ("rule", "choice"))


def ranges(formula: str) -> list[Token]:
    """The places a formula names."""
    return [token for token in tokens(formula) if token.subtype == Token.RANGE]
