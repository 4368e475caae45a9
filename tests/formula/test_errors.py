"""What cannot be read is said in a whole sentence: where, what stands there, what was expected, what to do."""

from __future__ import annotations

import pytest

from kpi_xl.errors import FormulaError
from kpi_xl.formula.grammar import parse

HERE = "KPIツリー!C5"


def fault(formula: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse(formula, HERE)
    return caught.value


@pytest.mark.parametrize(
    ("formula", "position", "found", "expected", "found_ja", "expected_ja"),
    [
        ("=1+", 4, "the end", "a value, a cell, a name or a function", "数式の終わり", "値・セル・名前・関数のいずれか"),
        ("=SUM(a,b", 9, "the end", "a comma or a closing parenthesis", "数式の終わり", "カンマか閉じるかっこ"),
        ("=(a", 4, "the end", "a closing parenthesis", "数式の終わり", "閉じるかっこ"),
        ("=1 2", 4, "'2'", "an operator or the end", "「2」", "演算子か数式の終わり"),
        ("=（1）", 2, "'（'", "a value, a cell, a name or a function", "「（」", "値・セル・名前・関数のいずれか"),
        ('="a', 2, "'\"'", 'a closing quote (")', '「"」', '閉じる引用符（"）'),
        ("=tbl[a", 7, "the end", "a closing bracket (])", "数式の終わり", "閉じる角かっこ（]）"),
        ("=tbl[[a],[b]]", 5, "'[[a],[b]]'", "a column or an area such as #All", "「[[a],[b]]」", "列名か #All などの領域名"),
        ("={1,a}", 5, "'a'", "a constant", "「a」", "定数"),
        ("={1,2;3}", 6, "';'", "a row as long as the first", "「;」", "同じ長さの行"),
        ("=Sheet1!5", 9, "'5'", "a cell or a name", "「5」", "セルか名前"),
        ("=$ABCD$1", 2, "'$'", "a value, a cell, a name or a function", "「$」", "値・セル・名前・関数のいずれか"),
        ("=A1:$ZZZ$1", 2, "'A1'", "a cell up to XFD1048576", "「A1」", "XFD1048576までのセル"),
        ("=1E999", 2, "'1E999'", "a number up to 1E+308", "「1E999」", "1E+308までの数値"),
    ],
)
def test_a_formula_that_cannot_be_read(formula: str, position: int, found: str, expected: str, found_ja: str, expected_ja: str) -> None:
    error = fault(formula)
    assert error.code == "formula_syntax"
    assert error.sentence("en") == (
        f"KPIツリー!C5: the formula {formula} cannot be read at character {position}: "
        f"{found} stands where {expected} should be. Correct the formula there."
    )
    assert error.sentence("ja") == (
        f"KPIツリー!C5：数式 {formula} は{position}文字目で読めません。"
        f"{expected_ja}が必要な所に{found_ja}があります。そこを直してください。"
    )


@pytest.mark.parametrize(
    ("formula", "en", "ja"),
    [
        (
            "=IF(a;b;c)",
            "KPIツリー!C5: a semicolon stands between arguments at character 6. Separate arguments with commas.",
            "KPIツリー!C5：6文字目で引数がセミコロンで区切られています。カンマで区切ってください。",
        ),
        (
            "=RC[-1]*2",
            "KPIツリー!C5: RC[-1] is R1C1 notation. Write the cell as column letters and row number, such as C5.",
            "KPIツリー!C5：RC[-1] はR1C1形式です。C5 のように列文字と行番号で書いてください。",
        ),
        (
            "=SUM(A1#)",
            "KPIツリー!C5: A1# is a reference to a spilled range, which is not supported. Write the range of cells.",
            "KPIツリー!C5：A1# はスピル範囲の参照で、対応していません。セル範囲で書いてください。",
        ),
        (
            "=SUM(一月:三月!A1)",
            "KPIツリー!C5: 一月:三月!A1 is a reference across several sheets, which is not supported. Add the sheets up one by one.",
            "KPIツリー!C5：一月:三月!A1 は複数シートにまたがる参照で、対応していません。シートごとに足してください。",
        ),
        (
            "=SUM((A1,B1))",
            "KPIツリー!C5: (A1, is a union of references, which is not supported. Calculate each range by itself.",
            "KPIツリー!C5：(A1, は参照の結合で、対応していません。範囲ごとに計算してください。",
        ),
        (
            "=SUM(A1:B2 B2:C3)",
            "KPIツリー!C5: A1:B2 B2 is an intersection of references (a space between them), which is not supported. "
            "Write the common cells themselves.",
            "KPIツリー!C5：A1:B2 B2 は参照の共通部分（空白演算子）で、対応していません。共通するセルを直接書いてください。",
        ),
        (
            "=SUM(A1:INDEX(B:B,3))",
            "KPIツリー!C5: A1:INDEX is a range whose end is calculated, which is not supported. Write both ends as cells.",
            "KPIツリー!C5：A1:INDEX は計算で端が決まる範囲で、対応していません。両端をセルで書いてください。",
        ),
        (
            "=" + "(" * 65 + "1" + ")" * 65,
            "KPIツリー!C5: the formula nests more than 64 levels. Split it over several cells.",
            "KPIツリー!C5：数式の入れ子が64段を超えています。複数のセルに分けてください。",
        ),
        (
            "=" + "1" * 8192,
            "KPIツリー!C5: the formula has 8193 characters, but Excel allows 8192. Split it over several cells.",
            "KPIツリー!C5：数式が8193文字あります（Excelの上限は8192文字）。複数のセルに分けてください。",
        ),
    ],
)
def test_a_notation_that_is_not_supported(formula: str, en: str, ja: str) -> None:
    error = fault(formula)
    assert (error.sentence("en"), error.sentence("ja")) == (en, ja)


def test_a_long_formula_is_shown_around_the_fault() -> None:
    error = fault("=" + "A1+" * 100 + "*" + "A1" * 50)
    assert error.facts["formula"] == "…A1+A1+A1+A1+A1+A1+A1+A1+A1+A1+*A1A1A1A1A1A1A1A1A1A1A1A1A1A1A…"
    assert error.facts["position"] == 302


def test_without_a_cell_the_sentence_says_input() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("=1+")
    assert caught.value.sentence("en").startswith("Input: the formula =1+ cannot be read at character 4")
    assert caught.value.sentence("ja").startswith("入力：数式 =1+ は4文字目で読めません。")
