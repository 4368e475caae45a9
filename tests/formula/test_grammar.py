"""A formula is read as Excel reads it: every claim is a formula and the tree it stands for."""

from __future__ import annotations

import pytest

from kpi_xl.formula.expression import (
    Array,
    Binary,
    Boolean,
    Call,
    CellRef,
    ErrorText,
    Expression,
    External,
    Missing,
    NameRef,
    Number,
    RangeRef,
    TableRef,
    Text,
    Unary,
    walk,
)
from kpi_xl.formula.grammar import parse


def spelled(tree: Expression) -> str:
    """Write a tree with all its brackets, so that expectations fit on a line."""
    match tree:
        case Binary():
            return f"({spelled(tree.left)}{tree.operator}{spelled(tree.right)})"
        case Unary():
            return f"({spelled(tree.operand)}%)" if tree.operator == "%" else f"({tree.operator}{spelled(tree.operand)})"
        case Call():
            return f"{tree.function}({','.join(map(spelled, tree.arguments))})"
        case Array():
            return "{" + ";".join(",".join(map(spelled, row)) for row in tree.rows) + "}"
        case Number() | Boolean() | Text():
            return repr(tree.value) if isinstance(tree, Text) else f"{tree.value:g}" if isinstance(tree, Number) else str(tree.value)
        case ErrorText():
            return tree.code
        case Missing():
            return ""
        case CellRef():
            return f"<{tree.sheet or ''}!{tree.row},{tree.column}>"
        case RangeRef():
            return f"<{tree.sheet or ''}!{tree.first_row},{tree.first_column}:{tree.last_row},{tree.last_column}>"
        case NameRef():
            return f"{tree.sheet or ''}!{tree.name}" if tree.sheet else tree.name
        case TableRef():
            return f"{tree.table}[{tree.area}|{':'.join(tree.columns)}]"
        case External():
            return f"external {tree.text}"


@pytest.mark.parametrize(
    ("formula", "tree"),
    [
        ("=-2^2", "((-2)^2)"),
        ("=2^3^2", "((2^3)^2)"),
        ("=-2%", "((-2)%)"),
        ("=2^-1", "(2^(-1))"),
        ("=1+2*3-4/5", "((1+(2*3))-(4/5))"),
        ("=1&2+3=4", "((1&(2+3))=4)"),
        ("=1<2<>TRUE", "((1<2)<>True)"),
        ("=50%%", "((50%)%)"),
        ("=(1+2)*3", "((1+2)*3)"),
        ("= 1 +\n2 ", "(1+2)"),
        ("=10-4-3", "((10-4)-3)"),
    ],
)
def test_operators_bind_as_in_excel(formula: str, tree: str) -> None:
    assert spelled(parse(formula)) == tree


@pytest.mark.parametrize(
    ("formula", "tree"),
    [
        ("=1.5E-3", "0.0015"),
        ("=.5+5.", "(0.5+5)"),
        ('="say ""はい"""', "'say \"はい\"'"),
        ("=TRUE", "True"),
        ("=true()", "TRUE()"),
        ("=#DIV/0!", "#DIV/0!"),
        ('={1,-2;"a",TRUE;#N/A,+3}', "{1,-2;'a',True;#N/A,3}"),
        ("=IF(a,,b)", "IF(a,,b)"),
        ("=f(,)", "F(,)"),
        ("=pi()", "PI()"),
    ],
)
def test_constants_and_calls(formula: str, tree: str) -> None:
    assert spelled(parse(formula)) == tree


@pytest.mark.parametrize(
    ("formula", "tree"),
    [
        ("=$C$5", "<!5,3>"),
        ("=xfd1048576", "<!1048576,16384>"),
        ("=B3:A1", "<!1,1:3,2>"),
        ("=Sheet1!A1:B2", "<Sheet1!1,1:2,2>"),
        ("=Sheet1!A1:Sheet1!B2", "<Sheet1!1,1:2,2>"),
        ("='it''s a sheet'!A1", "<it's a sheet!1,1>"),
        ("=KPIツリー!C5*2", "(<KPIツリー!5,3>*2)"),
        ("=A:B", "<!1,1:1048576,2>"),
        ("=$2:$3", "<!2,1:3,16384>"),
        ("=新規顧客数*LTV係数", "(新規顧客数*LTV係数)"),
        ("=_x.y\\z?", "_x.y\\z?"),
        ("=売上１", "売上１"),
        ("=ABCD1+XYZ5", "(ABCD1+XYZ5)"),
        ("=必達目標!売上", "必達目標!売上"),
        ("=LOG10(A1)", "LOG10(<!1,1>)"),
        ("=Sheet1!#REF!", "#REF!"),
        ("=@A1:A5", "(@<!1,1:5,1>)"),
        ("=_xlfn.SINGLE(A1:A5)", "(@<!1,1:5,1>)"),
        ("=_xlfn._xlws.SORT(A1:A5)", "SORT(<!1,1:5,1>)"),
        ("=[1]Sheet1!A1+1", "(external [1]Sheet1!A1+1)"),
        ("='C:\\x\\[b.xlsx]S 1'!$A$1:B2", "external 'C:\\x\\[b.xlsx]S 1'!$A$1:B2"),
        ("=[1]!売上", "external [1]!売上"),
    ],
)
def test_references(formula: str, tree: str) -> None:
    assert spelled(parse(formula)) == tree


@pytest.mark.parametrize(
    ("formula", "tree"),
    [
        ("=tbl_kpi[現状値]", "tbl_kpi[data|現状値]"),
        ("=tbl_kpi[@現状値]", "tbl_kpi[this_row|現状値]"),
        ("=tbl_kpi[@[現状 値]]", "tbl_kpi[this_row|現状 値]"),
        ("=tbl_kpi[[#This Row],[現状値]]", "tbl_kpi[this_row|現状値]"),
        ("=tbl[]", "tbl[data|]"),
        ("=tbl[#All]", "tbl[all|]"),
        ("=tbl[[#Headers],[a]:[b]]", "tbl[headers|a:b]"),
        ("=tbl[[a]:[b]]", "tbl[data|a:b]"),
        ("=tbl[@[a]:[b]]", "tbl[this_row|a:b]"),
        ("=tbl[ [#Headers], [#Data], [a] ]", "tbl[headers_and_data|a]"),
        ("=tbl[#集計]", "tbl[totals|]"),
        ("=[@売上]/[売上]", "(None[this_row|売上]/None[data|売上])"),
        ("=tbl['[a'']", "tbl[data|[a']"),
        ("=tbl[['#a'@]]", "tbl[data|#a@]"),
        ("=tbl[@]", "tbl[this_row|]"),
        ("=tbl[#REF!]", "#REF!"),
        ("=tbl[人/月（税込）]", "tbl[data|人/月（税込）]"),
    ],
)
def test_structured_references(formula: str, tree: str) -> None:
    assert spelled(parse(formula)) == tree


def test_a_node_knows_its_characters() -> None:
    formula = "=売上 + SUM(A1:B2, 'x y'!C3)"
    pieces = [formula[slice(*node.span)] for node in walk(parse(formula))]
    assert pieces == ["売上 + SUM(A1:B2, 'x y'!C3)", "売上", "SUM(A1:B2, 'x y'!C3)", "A1:B2", "'x y'!C3"]


@pytest.mark.parametrize("sign", ["+", "-", "*", "&", "^", "="])
def test_thousands_of_terms_need_no_recursion(sign: str) -> None:
    assert sum(1 for _ in walk(parse("=" + sign.join("1" * 4000)))) == 7999


def test_thousands_of_signs_need_no_recursion() -> None:
    assert sum(1 for _ in walk(parse("=" + "-" * 4000 + "1" + "%" * 4000))) == 8001
