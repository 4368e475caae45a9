"""What Excel calls the things for which xlwings has no word of its own: on Windows (COM) and on a Mac (AppleScript), in one table.

Knows both dictionaries. Does not know what the things are used for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A property or a method by its path from what xlwings hands out; None: Excel for Mac does not offer it to programs."""

    windows: str
    mac: str | None


@dataclass(frozen=True, slots=True)
class Word:
    """One of Excel's constants: a number on Windows, a keyword on a Mac."""

    windows: int
    mac: str


MEMBERS: Mapping[str, Member] = {
    # ranges
    "value": Member("Value2", "value2"),
    "formulas": Member("Formula2", "formula2"),
    "style": Member("Style", None),
    "indent": Member("IndentLevel", "indent_level"),
    "outline level": Member("OutlineLevel", "outline_level"),
    "clear outline": Member("ClearOutline", None),
    "standard width": Member("UseStandardWidth", "use_standard_width"),
    "no rules": Member("FormatConditions.Delete", None),
    "no choices": Member("Validation.Delete", "validation.delete"),
    "no links": Member("Hyperlinks.Delete", None),
    "merge": Member("Merge", None),
    "link": Member("Hyperlinks.Add", None),
    "spills": Member("HasSpill", None),
    "array": Member("CurrentArray.Address", None),
    "spill": Member("SpillParent.SpillingToRange.Address", None),
    # styles
    "style font": Member("Font.Name", None),
    "style size": Member("Font.Size", None),
    "style bold": Member("Font.Bold", None),
    "style underline": Member("Font.Underline", None),
    "style colour": Member("Font.Color", None),
    "style fill": Member("Interior.Color", None),
    "style no fill": Member("Interior.Pattern", None),
    "style horizontal": Member("HorizontalAlignment", None),
    "style vertical": Member("VerticalAlignment", None),
    "style wrap": Member("WrapText", None),
    "style indent": Member("IndentLevel", None),
    "style format": Member("NumberFormat", None),
    "style left": Member("Borders(-4131)", None),
    "style right": Member("Borders(-4152)", None),
    "style top": Member("Borders(-4160)", None),
    "style bottom": Member("Borders(-4107)", None),
    "line kind": Member("LineStyle", None),
    "line weight": Member("Weight", None),
    "line colour": Member("Color", None),
    # choices and rules
    "choices": Member("Validation.Add", "validation.add_data_validation"),
    "ignore blank": Member("Validation.IgnoreBlank", "validation.ignore_blank"),
    "prompt title": Member("Validation.InputTitle", "validation.input_title"),
    "prompt": Member("Validation.InputMessage", "validation.input_message"),
    "show prompt": Member("Validation.ShowInput", "validation.show_input"),
    "error": Member("Validation.ErrorMessage", "validation.error_message"),
    "show error": Member("Validation.ShowError", "validation.show_error"),
    "rules": Member("FormatConditions", "format_conditions"),
    "rule format": Member("NumberFormat", "number_format"),
    # names
    "name visible": Member("Visible", "visible"),
    "name comment": Member("Comment", "comment"),
    # workbooks, windows, sheets
    "styles": Member("Styles", None),
    "add style": Member("Styles.Add", None),
    "all tabs": Member("Sheets", None),
    "windows": Member("Windows", "windows"),
    "frozen": Member("FreezePanes", "freeze_panes"),
    "scroll row": Member("ScrollRow", "scroll_row"),
    "scroll column": Member("ScrollColumn", "scroll_column"),
    "split row": Member("SplitRow", "split_row"),
    "split column": Member("SplitColumn", "split_column"),
    "zoom": Member("Zoom", "zoom"),
    "gridlines": Member("DisplayGridlines", "display_gridlines"),
    "tab colour": Member("Tab.Color", None),
    "no tab colour": Member("Tab.ColorIndex", None),
    "no page breaks": Member("ResetAllPageBreaks", "reset_all_page_breaks"),
    # paper
    "printer waits": Member("PrintCommunication", None),
    "orientation": Member("PageSetup.Orientation", "page_setup_object.page_orientation"),
    "paper": Member("PageSetup.PaperSize", None),
    "paper zoom": Member("PageSetup.Zoom", "page_setup_object.zoom"),
    "pages wide": Member("PageSetup.FitToPagesWide", "page_setup_object.fit_to_pages_wide"),
    "pages tall": Member("PageSetup.FitToPagesTall", "page_setup_object.fit_to_pages_tall"),
    "left margin": Member("PageSetup.LeftMargin", "page_setup_object.left_margin"),
    "right margin": Member("PageSetup.RightMargin", "page_setup_object.right_margin"),
    "top margin": Member("PageSetup.TopMargin", "page_setup_object.top_margin"),
    "bottom margin": Member("PageSetup.BottomMargin", "page_setup_object.bottom_margin"),
    "header margin": Member("PageSetup.HeaderMargin", "page_setup_object.header_margin"),
    "footer margin": Member("PageSetup.FooterMargin", "page_setup_object.footer_margin"),
    "centred": Member("PageSetup.CenterHorizontally", "page_setup_object.center_horizontally"),
    "left footer": Member("PageSetup.LeftFooter", "page_setup_object.left_footer"),
    "right footer": Member("PageSetup.RightFooter", "page_setup_object.right_footer"),
    "title rows": Member("PageSetup.PrintTitleRows", "page_setup_object.print_title_rows"),
    "title columns": Member("PageSetup.PrintTitleColumns", "page_setup_object.print_title_columns"),
    "print area": Member("PageSetup.PrintArea", "page_setup_object.print_area"),
    # tables
    "unlist": Member("Unlist", None),
    # charts
    "new series": Member("SeriesCollection().NewSeries", None),
    "all series": Member("SeriesCollection()", None),
    "series formula": Member("Formula", None),
    "series name": Member("Name", None),
    "series categories": Member("XValues", None),
    "series values": Member("Values", None),
    "series fill": Member("Format.Fill.ForeColor.RGB", None),
    "series filled": Member("Format.Fill.Visible", None),
    "series inverts": Member("InvertIfNegative", None),
    "series line": Member("Format.Line.ForeColor.RGB", None),
    "series weight": Member("Format.Line.Weight", None),
    "series dash": Member("Format.Line.DashStyle", None),
    "series smooth": Member("Smooth", None),
    "series marker": Member("MarkerStyle", None),
    "series marker fill": Member("MarkerBackgroundColor", None),
    "series marker line": Member("MarkerForegroundColor", None),
    "chart placement": Member("Placement", None),
    "chart hidden cells": Member("PlotVisibleOnly", None),
    "chart blanks": Member("DisplayBlanksAs", None),
    "chart title size": Member("ChartTitle.Format.TextFrame2.TextRange.Font.Size", None),
    "chart title bold": Member("ChartTitle.Format.TextFrame2.TextRange.Font.Bold", None),
    "chart title colour": Member("ChartTitle.Format.TextFrame2.TextRange.Font.Fill.ForeColor.RGB", None),
    "has legend": Member("HasLegend", None),
    "legend size": Member("Legend.Font.Size", None),
    "legend colour": Member("Legend.Font.Color", None),
    "bar gap": Member("ChartGroups(1).GapWidth", None),
    "bar overlap": Member("ChartGroups(1).Overlap", None),
    "plot left": Member("PlotArea.InsideLeft", None),
    "plot top": Member("PlotArea.InsideTop", None),
    "plot width": Member("PlotArea.InsideWidth", None),
    "plot height": Member("PlotArea.InsideHeight", None),
    "category axis": Member("Axes(1)", None),
    "value axis": Member("Axes(2)", None),
    "axis letters": Member("TickLabels.Font.Size", None),
    "axis letter colour": Member("TickLabels.Font.Color", None),
    "axis format": Member("TickLabels.NumberFormat", None),
    "axis label place": Member("TickLabelPosition", None),
    "axis label spacing": Member("TickLabelSpacing", None),
    "axis mark spacing": Member("TickMarkSpacing", None),
    "axis label turn": Member("TickLabels.Orientation", None),
    "axis line": Member("Format.Line.Visible", None),
    "axis line colour": Member("Format.Line.ForeColor.RGB", None),
    "axis reversed": Member("ReversePlotOrder", None),
    "axis crosses": Member("Crosses", None),
    "axis crosses at": Member("CrossesAt", None),
    "axis least": Member("MinimumScale", None),
    "axis lines": Member("MajorGridlines.Format.Line.ForeColor.RGB", None),
    "axis has lines": Member("HasMajorGridlines", None),
}

LANDSCAPE = Word(2, "landscape")
ANY_VALUE, DECIMAL, LIST = Word(0, "validate_input_only"), Word(2, "validate_decimal"), Word(3, "validate_list")
STOP, BETWEEN, NO_COLOUR = Word(1, "valid_alert_stop"), Word(1, "operator_between"), Word(-4142, "color_index_none")
