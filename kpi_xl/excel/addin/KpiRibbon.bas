Attribute VB_Name = "KpiRibbon"
' The KPI tab: what its controls say, and which job each asks for.
' Knows tags and words. Does not know what a job does: RunJob takes only what stands in KpiLists.
Option Explicit

Private Drawn As Object
Private Chosen As Long

Public Sub KpiOnLoad(ribbon As IRibbonUI)
    Set Drawn = ribbon
End Sub

Public Sub KpiLabel(control As IRibbonControl, ByRef returnedVal)
    returnedVal = KpiWord(control.Tag, 0)
End Sub

Public Sub KpiTip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = KpiWord(control.Tag, 1)
End Sub

Public Sub KpiJob(control As IRibbonControl)
    If control.Tag = "solve" Then
        RunJob control.Tag, KpiStrategyKey(Chosen)
    Else
        RunJob control.Tag, ""
    End If
End Sub

Public Sub KpiLanguage(control As IRibbonControl)
    KpiSpeak IIf(KpiSpoken() = "ja", "en", "ja")
    If Not Drawn Is Nothing Then Drawn.Invalidate
End Sub

Public Sub KpiStrategyCount(control As IRibbonControl, ByRef returnedVal)
    returnedVal = KpiStrategies()
End Sub

Public Sub KpiStrategyLabel(control As IRibbonControl, index As Integer, ByRef returnedVal)
    returnedVal = KpiWord("strategy." & index, 0)
End Sub

Public Sub KpiStrategyIndex(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Chosen
End Sub

Public Sub KpiStrategyChosen(control As IRibbonControl, id As String, index As Integer)
    Chosen = index
End Sub
