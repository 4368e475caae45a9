"""Excel's unwritten rules: what makes it offer to repair a file, or show something else than was meant, though the schemas are kept.

Knows which rules there are. Does not know how a rule is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support import excel_formulas as formulas
from tests.support import excel_parts as parts
from tests.support import excel_sheets as sheets
from tests.support.excel_formulas import Found
from tests.support.excel_package import Package

RULES: Mapping[str, Callable[[Package], Found]] = {
    "P01 a part stands there twice": parts.part_twice,
    "P02 a part has no content type of its own, or a type has no part": parts.content_type,
    "P03 a relation's target is missing": parts.missing_target,
    "P04 a relation is used that is not declared": parts.unknown_relation,
    "P05 the chain of calculation lists a cell without a formula": parts.calculation_chain,
    "W01 a sheet's name is not allowed": parts.sheet_name,
    "W02 two sheets have one name": parts.sheet_twice,
    "W03 the workbook opens on a tab nobody can see": parts.active_tab,
    "W04 a name is not allowed": parts.name_legal,
    "W05 two names are one": parts.name_twice,
    "S01 a style is missing": parts.style_index,
    "S02 a number format is malformed": parts.number_format,
    "S03 a shared string is missing": parts.shared_string,
    "C01 rows or cells are out of order": sheets.out_of_order,
    "C02 a value is none": sheets.not_a_value,
    "C03 a text is too long": sheets.text_length,
    "C04 blanks around a text are lost": sheets.lost_blanks,
    "C05 a column, a row or an outline is too large": sheets.sizes,
    "C06 merged areas meet": sheets.merges_meet,
    "T01 two tables have one id": sheets.table_id,
    "T02 a table's area is not that of its columns and rows": sheets.table_shape,
    "T03 a table's columns need names of their own": sheets.table_columns,
    "T04 a header is not its column's name": sheets.table_header,
    "T05 a merged area lies in a table": sheets.table_merged,
    "T06 tables meet": sheets.tables_meet,
    "F01 a formula is too long": formulas.too_long,
    "F02 a formula does not close its quotes or brackets, or begins with =": formulas.unclosed,
    "F03 a formula is nested too deep": formulas.too_deep,
    "F04 a function lacks its prefix _xlfn.": formulas.unprefixed,
    "F05 a formula names a sheet that is not there": formulas.missing_sheet,
    "F06 a formula names a table or a column that is not there": formulas.missing_table,
    "F07 a formula points at nothing": formulas.points_at_nothing,
    "R01 a rule or a choice speaks of a table": formulas.speaks_of_tables,
    "R02 a rule or a choice speaks of another sheet": formulas.speaks_of_other_sheets,
    "R03 a rule has no place in the order": sheets.rule_order,
    "R04 a list of choices is empty or too long": sheets.choice_list,
    "R05 what a choice says is too long": sheets.choice_words,
    "L01 a link leads nowhere": sheets.link_target,
}
"""Each rule by its code and what breaks it."""


def findings(path: Path | str) -> list[str]:
    """Return what is wrong with a file, a sentence each; nothing means that every rule is kept."""
    package = Package(path)
    return [f"{rule}: {where}: {what}" for rule, check in RULES.items() for where, what in check(package)]
