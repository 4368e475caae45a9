"""Formulas of every kind over one small workbook, for comparing two calculators.

Knows Excel's language. Does not know what the answers are.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product


def listed(text: str) -> tuple[str, ...]:
    """Return formulas that stand with bars between them."""
    return tuple(formula.strip() for line in text.strip().splitlines() for formula in line.split(" | "))


# Precedence, kinds of values, names, sheets, tables, arrays, errors.
LANGUAGE = listed("""
    =-2^2 | =2^3^2 | =-B6^2 | =2^-1 | =10-4-3 | =100/10/2 | =50% | =B2*10% | =-B3% | =1+2*3^2-4/2 | =(1+2)*3 | =--B7 | =1&2
    ="a"&B7&"b" | =1+1&2 | ="x"&TRUE | ="A"="a" | =1<2 | =2<=2 | ="a"<"B" | =1<"a" | ="z"<TRUE | =B2>B3 | =B7<>12 | ="12"+1
    =TRUE+1 | =1+"3"% | =C9+1 | =C9&"x" | =C9="" | =C9=0 | =NOT(C9) | ="0.5"*B4 | =+B2 | =B2=B2 | =訪問者数*成約率*単価 | =入力!訪問者数
    =税率*B4 | =B4*(1+税率) | =合計範囲_小計 | =SUM(合計範囲)
    ='単価 表'!B3+'it''s'!A1 | =その場 | =売上式 | =SUM(合計範囲,B7) | =二段 | ='単価 表'!その場
    =SUM('単価 表'!B2:B5) | =SUM('単価 表'!B:B) | =SUM(B2:B4,B6) | =SUM($B$2:$B$4) | =SUM(tbl_kpi[現状値])
    =tbl_kpi[[#This Row],[現状値]]*2
    =SUM(tbl_kpi[[#All],[現状値]]) | =COUNTA(tbl_kpi[#Headers]) | =SUM(tbl_kpi[[現状値]:[前年]]) | =ROWS(tbl_kpi[#All])
    =SUM(tbl_kpi[#Totals]) | =INDEX(tbl_kpi[KPI],2)&"!" | =COLUMNS(tbl_kpi[]) | =SUM({1,2;3,4}) | =SUM({1,2,3}*2)
    =INDEX({10,20;30,40},2,1) | =SUMPRODUCT({1,2,3},{4,5,6}) | =1E3 | =1.5E-3*B2 | =.5+5. | =1/0 | =B2/C9 | =#N/A | ="abc"*2
    =SQRT(-1) | =1/0+#N/A | =IFERROR(1/0,B7) | =ISERROR(1/0) | =ISERROR("a"*1) | =0^-1 | =(((((B7))))) | = B2 + B3  | =sum(B2:B4)
    =IF(B2>0, 1,2) | =-(-(-B7)) | =2^0.5 | =(-8)^3 | =5*-2
""")
CHOOSING = listed("""
    =IF(B2>100,B3,B4) | =IF(B5>0,1) | =IF(B2>100,"高","低") | =IF(B7,1,2) | =IF(B2>100,,5) | =IF(B5<0,"",B2/B5)+0 | =IF(1>2,1/0,B2)
    =IF(IF(B2>100,"高","低")="高",B2,B3) | =LEN(IF(B2>9999,"高い","低")) | =IF(B5>0,B5,"")&"!" | =IF(B2>1,B2,"")="" | =IFERROR(B2/0,-1)
    =IFERROR(B2/B7,-1) | =IFERROR(LN(B5),"none") | =IFERROR(LN(B5),0)*2 | =IFERROR(SQRT(B5),B7) | =_xlfn.IFNA(#N/A,7)
    =_xlfn.IFNA(VLOOKUP(99,G2:H6,2,FALSE),-9) | =AND(B2>1,B3<1) | =AND(B2>1,B5>0) | =OR(B2<1,B5>0) | =OR(B2>1,FALSE) | =NOT(B2>1)
    =AND(D2:D5) | =OR(D2:D9) | =AND(TRUE,1) | =_xlfn.XOR(TRUE,B2>1) | =_xlfn.XOR(TRUE,B5>0,TRUE) | =CHOOSE(2,B2,B3,B4)
    =CHOOSE(B7/4,B2,B3,B4) | =CHOOSE(MIN(3,B7),1,2,B4) | =_xlfn.IFS(B5>0,1,B2>1,B3) | =_xlfn.IFS(FALSE,1,TRUE,B4)
    =_xlfn.SWITCH(B7,1,B2,12,B3,B4) | =_xlfn.SWITCH(B7,1,B2,2,B3,B4) | =_xlfn.SWITCH("b","a",1,"B",2) | =TRUE() | =FALSE()+1
    =(B2>1)*(B3<1) | =SUM(--(D2:D4>2)) | =MIN(B2,MAX(B3,B7)) | =MAX(0,B5) | =MIN(D2:D9) | =MEDIAN(B2:B7) | =MIN(C9)
    =MAX(TRUE,0.5) | =IF(AND(B2>1,OR(B5>0,B3<1)),B2*B3,0)
""")
LOOKUPS = listed("""
    =INDEX(H2:H6,3) | =INDEX(G2:H6,2,2) | =INDEX(G2:H2,2) | =SUM(INDEX(G2:H6,0,2)) | =SUM(INDEX(G2:H6,2,0)) | =INDEX(H2:H6,B7/4)
    =MATCH(30,G2:G6,0) | =MATCH(35,G2:G6,1) | =MATCH(35,G2:G6) | =MATCH("み*",F2:F6,0) | =MATCH("ぶどう",F2:F6,0)
    =MATCH(B7,G2:G6,1) | =MATCH(35,{50,40,30},-1) | =INDEX(H2:H6,MATCH(B7*2,G2:G6,1)) | =VLOOKUP(30,G2:H6,2,FALSE)
    =VLOOKUP(35,G2:H6,2) | =VLOOKUP(B7,G2:H6,2) | =VLOOKUP(5,G2:H6,2) | =VLOOKUP(31,G2:H6,2,FALSE)
    =VLOOKUP("みかん",F2:H6,3,FALSE) | =VLOOKUP("ミカン",F2:H6,3,0) | =VLOOKUP(B7-2,G2:H6,2,0) | =HLOOKUP(2,{1,2,3;10,20,30},2,FALSE)
    =HLOOKUP(2.5,{1,2,3;10,20,30},2) | =_xlfn.XLOOKUP(30,G2:G6,H2:H6) | =LOOKUP(35,G2:G6,H2:H6)
    =_xlfn.XLOOKUP(31,G2:G6,H2:H6,-1) | =_xlfn.XLOOKUP(31,G2:G6,H2:H6,0,-1) | =_xlfn.XLOOKUP(31,G2:G6,H2:H6,0,1)
    =_xlfn.XLOOKUP(B7,G2:G6,H2:H6,0,-1) | =_xlfn.XLOOKUP("りんご",F2:F6,H2:H6) | =SUM(_xlfn.XLOOKUP(30,G2:G6,F2:H6))
    =LOOKUP(B7,G2:G6,H2:H6) | =ROWS(G2:H6)
    =SUM(INDEX(G2:H6,0,D3)) | =SUM(INDEX(G2:H6,D3,0)) | =COLUMNS(G2:H6) | =ROW(B5) | =COLUMN(D1) | =ROW()-ROW() | =COLUMN()-COLUMN()
    =SUMPRODUCT(G2:G6,H2:H6) | =SUMPRODUCT((G2:G6>20)*H2:H6) | =SUMPRODUCT((F2:F6="りんご")*(H2:H6))
    =SUMPRODUCT(G2:G6,H2:H6,{1;0;1;0;1}) | =SUMPRODUCT(D2:D9,D2:D9) | =SUMPRODUCT(B2:B4*B4)
""")
MONEY = listed("""
    =PMT(B3/12,36,B4) | =PMT(B3,B7,B4,-B2,1) | =PMT(0,12,1200) | =FV(B3,B7,-100,-B2) | =FV(B3,B7,-100,-B2,1) | =FV(0,B7,-100)
    =PV(B3,B7,-100) | =PV(B3,B7,-100,B2,1) | =PV(0,B7,-100) | =NPER(B3,-500,B2) | =NPER(0,-500,B2) | =NPV(B3,100,200,B2)
    =NPV(B3,B2:B4) | =RATE(36,-300,9000) | =IRR({-100;30;40;50}) | =IRR({-100;60;60}) | =B4*(1+B3)^B7 | =(B4/B2)^(1/B7)-1
""")
CONDITIONAL = listed("""
    =AVERAGEIF(G2:G6,">20",H2:H6) | =AVERAGEIF(H2:H6,">1") | =SUMIFS(H2:H6,G2:G6,">10",F2:F6,"り*")
    =COUNTIFS(G2:G6,">10",H2:H6,"<4") | =AVERAGEIFS(H2:H6,G2:G6,">=20",G2:G6,"<50") | =_xlfn.MAXIFS(H2:H6,G2:G6,"<40")
    =_xlfn.MINIFS(H2:H6,G2:G6,">20") | =COUNTIF(D2:D9,"<>") | =COUNTBLANK(D2:D9) | =COUNTIF(B2:B7,">0") | =SUMIF(B2:B7,">0")
    =SUMIFS(B2:B7,B2:B7,"<100") | =COUNTA(D2:D9)
""")
# Texts, dates, kinds, order, steps.
OTHERS = listed('''
    =LEFT("訪問者数",2) | =LEFT("abc") | =RIGHT("訪問者数",2) | =RIGHT("abc",0) | =MID("訪問者数",2,2) | =LEN("訪問者数") | =TRIM("  a  b ")
    =UPPER("abc") | =LOWER("ABC") | =REPT("ab",3) | =EXACT("a","A") | =FIND("問","訪問者数") | =SEARCH("B","abc")
    =SEARCH("b?d","abcd") | =SUBSTITUTE("aXbX","X","-") | =SUBSTITUTE("aXbX","X","-",2) | =REPLACE("abcdef",2,3,"X")
    =CONCATENATE("a",1,TRUE) | =_xlfn.CONCAT("a",1,"b") | =_xlfn.TEXTJOIN("-",TRUE,"a","","b")
    =_xlfn.TEXTJOIN("-",FALSE,"a","","b") | =VALUE("1,234.5") | =VALUE("12%") | =VALUE("1E3") | =TEXT(1234.567,"0.0")
    =TEXT(1234567,"#,##0") | =TEXT(0.256,"0.0%") | =TEXT(12,"000") | =TEXT(-5,"0;(0)") | =TEXT(46113,"yyyy-mm-dd")
    =TEXT(46113,"yyyy年m月d日") | =TEXT(1234.5,"#,##0.00") | =TEXT(0,"0;-0;""zero""") | =TEXT(5,"0""人""") | =FIXED(1234.567,1)
    =FIXED(1234.567,0,TRUE) | =FIXED(-1234.5) | =T("a") | =T(1) | =N("a") | =N(TRUE) | =ISTEXT("a") | =ISNUMBER(B2)
    =ISNUMBER(C9) | =ISBLANK(C9) | =ISBLANK(B2) | =ISNA(#N/A) | =ISERR(1/0) | =ISERR(#N/A) | =ISLOGICAL(TRUE) | =ISNONTEXT(1)
    =ISERROR(LN(B5)) | =ISNUMBER(LN(B5)) | =ADDRESS(2,3) | =ADDRESS(2,3,4) | =ADDRESS(2,28,1,TRUE,"入力") | =_xlfn.ISFORMULA(B2)
    =HYPERLINK("http://x.invalid","開く") | =PROPER("john smith") | =NA() | =DATE(2026,4,1) | =DATE(2026,14,1) | =DATE(2026,3,0)
    =YEAR(46113) | =MONTH(46113) | =DAY(46113) | =EOMONTH(46113,1) | =EDATE(46142,-2) | =WEEKDAY(46113) | =WEEKDAY(46113,2)
    =DAY(EOMONTH(DATE(2024,1,31),1)) | =_xlfn.DAYS(46113,46100) | ="10%"+0 | ="1,000"+0 | =LARGE(B2:B7,2) | =SMALL(B2:B7,2)
    =PERCENTILE(B2:B7,0.3) | =QUARTILE(G2:G6,1) | =RANK(B3,B2:B7) | =RANK(B3,B2:B7,1) | =GEOMEAN(G2:G6) | =HARMEAN(G2:G6) | =PI()
    =CEILING(2.5,1) | =CEILING(B6,0.1) | =FLOOR(B6,0.1) | =FLOOR(0.3,0.1) | =CEILING(-2.5,-2) | =FLOOR(-2.5,-2)
    =_xlfn.CEILING.MATH(B5) | =_xlfn.FLOOR.MATH(B5) | =_xlfn.CEILING.MATH(B6,0.5) | =_xlfn.FLOOR.MATH(B5,2,1)
    =_xlfn.CEILING.MATH(B5,2,1) | =MROUND(B7,5) | =GCD(12,18) | =COMBIN(5,2) | =SIN(1) | =COS(B3)
    =SUBTOTAL(9,B2:B7) | =SUBTOTAL(101,G2:G6) | =SUBTOTAL(3,D2:D9) | =SUBTOTAL(4,tbl_kpi[現状値]) | =_xlfn.RRI(B7,B2,B4)
    =SLN(B4,B2,B7) | =ISEVEN(B7) | =ISODD(B5)
    =TAN(1) | =ATAN(1) | =CLEAN("ab") | =CHAR(65) | =CODE("A") | =_xlfn.UNICHAR(12354) | =_xlfn.FORMULATEXT(L20) | =_xlfn.RANK.EQ(B3,B2:B7)
    =_xlfn.PERCENTILE.INC(B2:B7,0.3) | =_xlfn.QUARTILE.INC(G2:G6,3) | =LARGE(D2:D9,1) | =MEDIAN(0,B3,1)
''')

ONE_NUMBER = ["ABS", "SQRT", "EXP", "LN", "LOG", "LOG10", "INT", "SIGN", "EVEN", "ODD", "TRUNC", "N", "TANH", "FACT", "RADIANS", "DEGREES"]
TWO_NUMBERS = ["POWER", "MOD", "ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "QUOTIENT", "LOG"]
PAIRS = ("B2,3", "B6,2", "B5,2", "B4,B6", "B2,-2")
MANY_NUMBERS = listed("""
    SUM | PRODUCT | AVERAGE | MIN | MAX | COUNT | COUNTA | SUMSQ | MEDIAN | STDEV | STDEVP | VAR | VARP
    _xlfn.STDEV.S | _xlfn.STDEV.P | _xlfn.VAR.S | _xlfn.VAR.P
""")
RANGES = ("B2:B4", "'単価 表'!B2:B5", "D2:D6", "合計範囲", "B2:B4,B6,3", "tbl_kpi[現状値]", "D2:D6,TRUE", "D2:E6")
CONDITIONS = ('">20"', '"<=30"', '"<>30"', "30", '"30"', "B7", '"=30"', '">="&B7')
NAMED = ('"りんご"', '"み*"', '"?んご"', '"<>りんご"', '"*ん*"', '""')

NUMBERS = ("B2", "B3", "B4", "B5", "B6", "B7", "訪問者数", "'単価 表'!B3", "tbl_kpi[[#This Row],[現状値]]", "0.5", "-2", "3")
SHAPES = listed("""
    {0}+{1} | {0}-{1} | {0}*{1} | {0}/{1} | ({0}+{1})*{2} | -{0} | ({0}-{1})/{2} | ({0})^2 | {0}% | ABS({0}) | INT({0}) | ROUND({0},2)
    SUM({0},{1},{2}) | MAX({0},{1}) | MIN({0},{1},{2}) | AVERAGE({0},{1}) | PRODUCT({0},{1}) | MEDIAN({0},{1},{2}) | LN(ABS({0})+1)
    IF({0}>{1},{1},{2}) | IFERROR({0}/({1}),{2}) | IF(AND({0}>0,{1}>0),{0},{2}) | SQRT(ABS({0})) | CHOOSE(2,{0},{1})
    SUMPRODUCT(B2:B4,G2:G4)*{0} | VLOOKUP(ABS({0})+10,G2:H6,2) | IF(IF({0}>{1},"a","b")="a",{1},{2})
""")


def systematic() -> Iterator[str]:
    """Yield every kind once or more."""
    yield from (*LANGUAGE, *CHOOSING, *LOOKUPS, *MONEY, *CONDITIONAL, *OTHERS)
    yield from (f"={name}({number})" for name, number in product(ONE_NUMBER, ("B2", "B3", "B6", "B5", "0")))
    yield from (f"={name}({pair})" for name, pair in product(TWO_NUMBERS, PAIRS))
    yield from (f"={name}({area})" for name, area in product(MANY_NUMBERS, RANGES))
    yield from (f"={name}(G2:G6,{condition})" for name, condition in product(("SUMIF", "COUNTIF"), CONDITIONS))
    yield from (f"=SUMIF(G2:G6,{condition},H2:H6)" for condition in CONDITIONS)
    yield from (f"=SUMIF(F2:F6,{condition},H2:H6)" for condition in NAMED)
    yield from (f"=COUNTIF(F2:F7,{condition})" for condition in NAMED)


def grown(seed: int, count: int) -> Iterator[str]:
    """Yield random formulas of numbers, operators and functions."""
    chance = random.Random(seed)
    yield from ("=" + _grown(chance, depth=4) for _ in range(count))


def _grown(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.15:
        return chance.choice(NUMBERS)
    return chance.choice(SHAPES).format(*(_grown(chance, depth - 1) for _ in range(3)))
