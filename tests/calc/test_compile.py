"""Cells become one tape: what no lever can change is folded, the rest follows the levers, and every problem is said."""

from __future__ import annotations

import math

import pytest

from kpi_xl.calc.cells import DIV0, NA, NUM, REF, VALUE, Address, Cells, Formula, TableArea, Value
from kpi_xl.calc.compile import compile_cells, evaluate_cells
from kpi_xl.calc.operands import Node
from kpi_xl.calc.program import Program


def at(cell: str, sheet: str = "S") -> Address:
    return Address(sheet, int(cell[1:]), ord(cell[0]) - 64)


def workbook(**cells: Value | str) -> Cells:
    """One sheet S; a text that starts with = is a formula."""
    contents = {at(cell): Formula(value) if isinstance(value, str) and value.startswith("=") else value for cell, value in cells.items()}
    return Cells(contents)


def compiled(cells: Cells, levers: str, wanted: str) -> Program:
    return compile_cells(cells, [at(cell) for cell in levers.split()], [at(cell) for cell in wanted.split()])


def value(formula: str, **cells: Value | str) -> Value:
    return evaluate_cells(workbook(Z9=formula, **cells), [at("Z9")])[at("Z9")]


def followed(formula: str, **levers: float) -> Value:
    """What a formula shows when all its cells are levers."""
    program = compiled(workbook(Z9=formula, **levers), " ".join(levers), "Z9")
    assert not program.problems
    return program.shows(at("Z9"), program.tape.run(list(levers.values())))


def sentences(program: Program, lang: str = "en") -> list[str]:
    return [problem.sentence("ja" if lang == "ja" else "en") for problem in program.problems]


def test_constants_fold_and_levers_become_inputs() -> None:
    program = compiled(workbook(A1=2.0, A2=3.0, A3="=A1*A2", A4="=A2^2+1"), "A1", "A1 A3 A4")
    assert program.inputs == (at("A1"),)
    assert program.results[at("A4")] == 10.0
    result = program.results[at("A3")]
    assert isinstance(result, Node)
    assert program.tape.run([7.0])[result.index] == 21.0


def test_a_lever_may_be_blank_today() -> None:
    program = compiled(workbook(A2="=SUM(A1:A1)+1"), "A1", "A2")
    result = program.results[at("A2")]
    assert isinstance(result, Node)
    assert program.tape.run([4.0])[result.index] == 5.0


def test_a_lever_is_an_input_even_if_it_holds_a_formula() -> None:
    program = compiled(workbook(A1="=1/0", A2="=A1*2"), "A1", "A2")
    assert program.problems == ()


def test_precedents_and_dependence() -> None:
    program = compiled(workbook(A1=1.0, A2=2.0, A3="=A1+A2", A4="=IF(TRUE,5,A3)", A5="=A2*2"), "A1", "A4 A5")
    assert program.precedents[at("A3")] == (at("A1"), at("A2"))
    assert program.precedents[at("A4")] == (at("A3"),)
    assert program.depends == {at("A1"), at("A3"), at("A4")}
    assert program.results[at("A4")] == 5.0


def test_fifty_thousand_cells_in_a_chain() -> None:
    chain = {Address("S", row, 1): Formula(f"=A{row - 1}+1") for row in range(2, 50_001)}
    program = compile_cells(Cells({Address("S", 1, 1): 0.0, **chain}), [Address("S", 1, 1)], [Address("S", 50_000, 1)])
    result = program.results[Address("S", 50_000, 1)]
    assert isinstance(result, Node)
    assert program.tape.run([1.0])[result.index] == 50_000.0


def test_a_sum_of_thousands_of_terms() -> None:
    assert followed("=" + "+".join(["A1"] * 2700), A1=2.0) == 5400.0


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=0^0", NUM),
        ("=0^-1", DIV0),
        ("=(-8)^(1/3)", NUM),
        ("=LN(0)", NUM),
        ("=10^400", NUM),
        ('="a"+1', VALUE),
        ("=1/0+#N/A", DIV0),
        ("=IF(#N/A,1,2)", NA),
        ("=VLOOKUP(9,A1:B2,3,FALSE)", REF),
        ("=INDEX(A1:A2,3)", REF),
        ("=AVERAGE(A1:A2)", DIV0),
        ("=A1:A2", VALUE),
        ("=@A1:A2", VALUE),
        ("=A7", 0.0),
        ('=A7&""', ""),
        ("=1=TRUE", False),
        ('="a"<TRUE', True),
        ('=99<"a"', True),
        ("=0.1+0.2=0.3", True),
        ('="ＡＢＣ"="ａｂｃ"', True),
        ("=IF(FALSE,1/0)", False),
        ("=IF(TRUE,,1)", 0.0),
        ("=ROUND(2.675,2)", 2.68),
        ("=ROUND(-0.5,0)", -1.0),
        ("=MOD(-7,3)", 2.0),
        ('=SUM(TRUE,"3")', 4.0),
        ('=SUM({TRUE,"3",4})', 4.0),
        ('=COUNT(1,"2",TRUE,)', 4.0),
        ("=AVERAGE(1,)", 0.5),
        ("=MAX()", None),
        ("=SUM(A:A)", 0.0),
        ("=ROWS(A:A)", 1048576.0),
        ("=COUNTBLANK(A1:B3)", 6.0),
        ("=LOG10(1000)", 3.0),
        ("=INT(LOG10(1000))", 3.0),
    ],
)
def test_values_are_excels(formula: str, shown: Value) -> None:
    if shown is None:
        assert evaluate_cells(workbook(Z9=formula), [at("Z9")]) == {}
    else:
        assert value(formula) == shown


@pytest.mark.parametrize(
    ("formula", "x", "shown"),
    [
        ('=IF(A1=0,"",10/A1)', 0.0, ""),
        ('=IF(A1=0,"",10/A1)', 4.0, 2.5),
        ('=IF(A1=0,"",10/A1)=""', 0.0, True),
        ('=IF(A1=0,"",10/A1)=""', 4.0, False),
        ('=SUM(IF(A1=0,"",A1),1)', 4.0, 5.0),
        ('=IFERROR(IF(A1>1,"high",A1)+1,-1)', 5.0, -1.0),
        ('=IFERROR(IF(A1>1,"high",A1)+1,-1)', 1.0, 2.0),
        ('=LEN(IF(A1>1,"high",""))', 5.0, 4.0),
        ('="is "&IF(A1>1,"high","low")', 0.0, "is low"),
        ('=IF(A1>1,"a","b")<"b"', 5.0, True),
        ("=IF(A1>1,TRUE,1)=1", 5.0, False),
        ("=IF(A1>1,TRUE,1)=1", 0.0, True),
        ('=ISTEXT(IF(A1>1,"a",1))', 5.0, True),
        ("=IFNA(IF(A1>1,NA(),1),9)", 5.0, 9.0),
        ('=A1=""', 5.0, False),
        ('=A1>"a"', 5.0, False),
        ("=ISERROR(1/A1)", 0.0, True),
        ("=COUNT(1/A1,2)", 0.0, 1.0),
        ('=VLOOKUP(A1,{1,"one";5,"five"},2,FALSE)', 5.0, "five"),
        ('=IFERROR(VLOOKUP(A1,{1,"one";5,"five"},2,FALSE),"none")', 7.0, "none"),
        ("=IFERROR(VLOOKUP(A1,{1,10;5,50},2),0)", 0.5, 0.0),
        ("=INDEX({10,20,30},A1)", 2.9, 20.0),
        ("=SUMPRODUCT(--({1,2,3}<=A1),{10,20,30})", 2.0, 30.0),
        ("=AND(A1>1,A1<3)", 2.0, True),
        ('=SWITCH(TRUE,A1>10,"L",A1>1,"M","S")', 5.0, "M"),
        ('=CHOOSE(A1,"a",2,TRUE)', 3.0, True),
        ("=LN(A1)", -1.0, NUM),
        ("=IF(A1+0.2=0.3,1,2)", 0.1, 1.0),
        ("=IF(A1+0.2<>0.3,1,2)", 0.1, 2.0),
    ],
)
def test_what_depends_on_a_lever_shows_what_excel_shows(formula: str, x: float, shown: Value) -> None:
    assert followed(formula, A1=x) == shown
    assert value(formula, A1=x) == shown


def test_a_sum_skips_a_cell_that_turns_out_to_hold_a_text() -> None:
    cells = workbook(A1=0.0, A2='=IF(A1=0,"",A1)', A3=5.0, A4="=SUM(A2:A3)", A5="=AVERAGE(A2:A3)", A6="=COUNT(A2:A3)", A7="=MIN(A2:A3)")
    program = compiled(cells, "A1", "A4 A5 A6 A7")
    for x, shown in ((0.0, [5.0, 5.0, 1.0, 5.0]), (1.0, [6.0, 3.0, 2.0, 1.0])):
        values = program.tape.run([x])
        assert [program.shows(at(cell), values) for cell in ("A4", "A5", "A6", "A7")] == shown


def test_a_wanted_text_that_depends_on_a_lever_is_nan_on_the_tape() -> None:
    program = compiled(workbook(A1=1.0, A2='=IF(A1=0,"",A1)'), "A1", "A2")
    result = program.results[at("A2")]
    assert isinstance(result, Node)
    assert math.isnan(program.tape.run([0.0])[result.index])
    assert program.tape.run([3.0])[result.index] == 3.0


NAMES = {
    (None, "訪問者数"): "S!$A$1",
    (None, "rate"): "=0.1",
    ("S", "own"): "S!$A$2",
    ("T", "own"): "T!$A$2",
    (None, "double"): "訪問者数*2",
}
TABLE = TableArea("tbl", "S", 10, 11, 12, 1, ("名前", "値", "a'b"), totals=True)
FULL = Cells(
    {
        at("A1"): 5.0,
        at("A2"): 7.0,
        at("A2", "T"): 70.0,
        at("A1", "it's"): 1.0,
        **{at(cell): text for cell, text in zip(("A10", "B10", "C10"), TABLE.columns, strict=True)},
        at("B11"): 1.0,
        at("B12"): 2.0,
        at("B13"): 3.0,
        at("C11"): 10.0,
        at("C12"): 20.0,
    },
    NAMES,
    {"tbl": TABLE},
    known={"単価": at("A2")},
)


@pytest.mark.parametrize(
    ("formula", "where", "shown"),
    [
        ("=訪問者数*RATE", "D1", 0.5),
        ("=DOUBLE", "D1", 10.0),
        ("=own", "D1", 7.0),
        ("=T!own", "D1", 70.0),
        ("=T!訪問者数", "D1", 5.0),
        ("=単価*2", "D1", 14.0),
        ("='IT''S'!A1+t!A2", "D1", 71.0),
        ("=SUM(tbl[値])", "D1", 3.0),
        ("=SUM(TBL[#All])", "D1", 36.0),
        ("=SUM(tbl)", "D1", 33.0),
        ("=SUM(tbl[[値]:[a''b]])", "D1", 33.0),
        ("=tbl[[#Totals],[値]]", "D1", 3.0),
        ("=tbl[[#Headers],[値]]", "D1", "値"),
        ("=tbl[@値]", "D12", 2.0),
        ("=tbl[@値]", "D13", VALUE),
        ("=[@値]*10", "A11", 10.0),
        ("=@tbl[値]", "D12", 2.0),
        ("=tbl[値]", "D11", 1.0),
        ("=tbl[値]*tbl[a''b]", "D12", 40.0),
        ("=COUNTA(tbl[[#Headers],[#Data]])", "D1", 7.0),
    ],
)
def test_names_tables_and_sheets(formula: str, where: str, shown: Value) -> None:
    cells = Cells({**FULL.contents, at(where): Formula(formula)}, FULL.names, FULL.tables, FULL.known)
    assert evaluate_cells(cells, [at(where)]) == {at(where): shown}


@pytest.mark.parametrize(
    ("formula", "en", "ja"),
    [
        (
            "=訪問者*2",
            "S!D1: the name '訪問者' does not exist. Correct the formula, or define it (did you mean 訪問者数?).",
            "S!D1：名前「訪問者」は存在しません。数式を直すか、定義してください（もしかして：訪問者数）。",
        ),
        (
            "=nowhere",
            "S!D1: the name 'nowhere' does not exist. Correct the formula, or define it.",
            "S!D1：名前「nowhere」は存在しません。数式を直すか、定義してください。",
        ),
        (
            "=U!A1",
            "S!D1: the sheet 'U' does not exist. Correct the formula, or define it.",
            "S!D1：シート「U」は存在しません。数式を直すか、定義してください。",
        ),
        (
            "=SUM(tbl[値段])",
            "S!D1: the tbl column '値段' does not exist. Correct the formula, or define it (did you mean 値?).",
            "S!D1：tbl の列「値段」は存在しません。数式を直すか、定義してください（もしかして：値）。",
        ),
        (
            "=[@値]",
            "S!D1: the table '(the one around this formula)' does not exist. Correct the formula, or define it.",
            "S!D1：テーブル「（この数式を囲むテーブル）」は存在しません。数式を直すか、定義してください。",
        ),
        (
            "=A1*#REF!",
            "S!D1: the formula holds #REF!: a cell that it needed was deleted. Point the formula at the right cell again.",
            "S!D1：数式に #REF! があります。参照していたセルが削除されました。正しいセルを指定し直してください。",
        ),
        (
            "=FOO(A2)",
            "S!D1: the function FOO is not supported and no value can stand in for it. "
            "Calculate it in another way, or replace it by a number.",
            "S!D1：関数 FOO には対応しておらず、代わりに使える値もありません。別の式にするか、数値に置き換えてください。",
        ),
        (
            "=ROUND(A1)",
            "S!D1: the function ROUND has 1 argument(s), but takes 2. Correct the formula.",
            "S!D1：関数 ROUND の引数が1個ありますが、必要なのは2個です。数式を直してください。",
        ),
        (
            '=A1&"人"',
            "S!D1: the function & depends on a lever here, where we cannot follow it. "
            "Calculate it from constants, or write it with arithmetic.",
            "S!D1：関数 & がここではレバーの値に依存しており、計算を追えません。定数から計算するか、四則演算で書いてください。",
        ),
        (
            "=D1+A1",
            "S!D1: the formulas refer to each other in a circle: S!D1 → S!D1. Remove one of these references.",
            "S!D1：数式が循環しています：S!D1 → S!D1。どれかの参照を外してください。",
        ),
        (
            "=IF(TRUE,1,D1)",
            "S!D1: the formulas refer to each other in a circle: S!D1 → S!D1. Remove one of these references.",
            "S!D1：数式が循環しています：S!D1 → S!D1。どれかの参照を外してください。",
        ),
    ],
)
def test_a_formula_that_cannot_be_compiled(formula: str, en: str, ja: str) -> None:
    cells = Cells({**FULL.contents, at("D1"): Formula(formula)}, FULL.names, FULL.tables, FULL.known)
    program = compile_cells(cells, [at("A1")], [at("D1")])
    assert (sentences(program), sentences(program, "ja")) == ([en], [ja])


def test_all_problems_are_reported_once_each() -> None:
    cells = workbook(A1="=x", A2="=1+", A3="=A1+A2", A4="=A5", A5="=A6", A6="=A4", A7="=A4+A3")
    program = compiled(cells, "", "A7 A3")
    assert sorted(problem.code for problem in program.problems) == ["circular_reference", "formula_syntax", "unknown_name"]
    assert program.results == {}
    assert "S!A4 → S!A5 → S!A6 → S!A4" in "".join(sentences(program))


def test_an_error_names_the_cell_it_came_from() -> None:
    program = compiled(workbook(A1=1.0, A2=0.0, A3="=A1/A2", A4="=A3+1", A5="=A4*2"), "A1", "A5")
    assert program.problems == ()  # it depends on a lever: a number may become an error, and the other way round
    assert program.origin(at("A5"), program.tape.run([1.0])) == at("A3")
    program = compiled(workbook(A1=1.0, A2=0.0, A3="=A1/A2", A4="=A3+1", A5="=A4*2"), "", "A5")
    assert sentences(program) == ["S!A5: the cell shows #DIV/0!, which comes from S!A3. Correct S!A3."]
    assert sentences(program, "ja") == ["S!A5：セルが #DIV/0! になっています。原因はS!A3です。S!A3を直してください。"]


@pytest.mark.parametrize(
    ("formula", "en", "ja"),
    [
        (
            "=NEWFUNCTION(A2)",
            "S!A3: NEWFUNCTION is not supported, so the value that the workbook holds (12.5) is used. It depends on no lever.",
            "S!A3：NEWFUNCTION には対応していないため、ブックに保存されている値（12.5）を使います。レバーには依存していません。",
        ),
        (
            "=[1]Sheet1!A1*2",
            "S!A3: [1]Sheet1!A1 is not supported, so the value that the workbook holds (12.5) is used. It depends on no lever.",
            "S!A3：[1]Sheet1!A1 には対応していないため、ブックに保存されている値（12.5）を使います。レバーには依存していません。",
        ),
        (
            "=LET(x,A2,x*2)",
            "S!A3: LET is not supported, so the value that the workbook holds (12.5) is used. It depends on no lever.",
            "S!A3：LET には対応していないため、ブックに保存されている値（12.5）を使います。レバーには依存していません。",
        ),
        (
            '=INDIRECT("A2")',
            "S!A3: INDIRECT chooses its cells while Excel calculates, so the value that the workbook holds (12.5) is used. "
            "If it depends on a lever, refer to the cells directly.",
            "S!A3：INDIRECT は参照先が計算時に決まるため、ブックに保存されている値（12.5）を使います。"
            "レバーに依存する場合は、セルを直接参照してください。",
        ),
    ],
)
def test_what_only_excel_can_calculate_keeps_its_value(formula: str, en: str, ja: str) -> None:
    cells = Cells({at("A1"): 1.0, at("A2"): 2.0, at("A3"): Formula(formula, 12.5), at("A4"): Formula("=A3*A1")})
    program = compile_cells(cells, [at("A1")], [at("A4")])
    assert program.problems == ()
    assert [(note.sentence("en"), note.sentence("ja")) for note in program.notes] == [(en, ja)]
    assert program.shows(at("A4"), program.tape.run([2.0])) == 25.0


def test_a_lever_in_an_unknown_function_is_a_problem_even_with_a_value() -> None:
    cells = Cells({at("A1"): 1.0, at("A3"): Formula("=FOO(A1)", 12.5)})
    program = compile_cells(cells, [at("A1")], [at("A3")])
    assert [problem.code for problem in program.problems] == ["unknown_function"]


def test_a_lookup_of_too_many_texts_is_refused() -> None:
    rows = ";".join(f'{n},"t{n}"' for n in range(40))
    program = compiled(workbook(A1=1.0, A2=f"=VLOOKUP(A1,{{{rows}}},2,FALSE)"), "A1", "A2")
    assert sentences(program) == [
        "S!A2: the function VLOOKUP has more than 32 different outcomes here. "
        "Split it over several cells, or look up numbers instead of texts."
    ]
    assert sentences(program, "ja") == [
        "S!A2：関数 VLOOKUP の結果の場合分けが32通りを超えています。複数のセルに分けるか、文字ではなく数値を検索してください。"
    ]


def test_a_lookup_of_many_numbers_follows() -> None:
    rows = ";".join(f"{n},{n * n}" for n in range(300))
    assert followed(f"=VLOOKUP(A1,{{{rows}}},2,FALSE)", A1=17.0) == 289.0
    assert followed(f"=VLOOKUP(A1,{{{rows}}},2)", A1=298.5) == 298.0**2


def test_names_that_refer_to_each_other_are_a_circle() -> None:
    cells = Cells({at("A1"): Formula("=a_")}, {(None, "a_"): "b_+1", (None, "b_"): "a_*2"})
    assert [problem.code for problem in compile_cells(cells, [], [at("A1")]).problems] == ["circular_reference"]


def test_evaluating_leaves_out_what_cannot_be_calculated() -> None:
    cells = workbook(A1="=1/0", A2="=foo(1)", A3="=A2+1", A4="=2*3", A5=4.0)
    assert evaluate_cells(cells, [at(f"A{n}") for n in range(1, 7)]) == {at("A1"): DIV0, at("A4"): 6.0, at("A5"): 4.0, at("A6"): None}


def test_a_subtotal_leaves_out_the_subtotals_inside_it() -> None:
    cells = workbook(A1=1.0, A2=2.0, A3="=SUBTOTAL(9,A1:A2)", A4=4.0, A5="=SUBTOTAL(109,A1:A4)")
    assert evaluate_cells(cells, [at("A5")]) == {at("A5"): 7.0}
