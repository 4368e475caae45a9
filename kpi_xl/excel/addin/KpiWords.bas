Attribute VB_Name = "KpiWords"
' Words in the language of Office, or in the one chosen on the tab. They stand on the add-in's own sheet, because VBA holds no Japanese:
' a row per key with the Japanese word, its tip, the English word, its tip.
Option Explicit

Public Function KpiWord(ByVal Key As String, ByVal Part As Long) As String
    Dim Row As Long
    Row = 1
    Do While CStr(ThisWorkbook.Worksheets(1).Cells(Row, 1).Value) <> ""
        If CStr(ThisWorkbook.Worksheets(1).Cells(Row, 1).Value) = Key Then
            KpiWord = CStr(ThisWorkbook.Worksheets(1).Cells(Row, IIf(KpiSpoken() = "ja", 2, 4) + Part).Value)
            Exit Function
        End If
        Row = Row + 1
    Loop
End Function

Public Function KpiSpoken() As String
    Dim Office As Long
    KpiSpoken = GetSetting("kpi_xl", "Ribbon", "Language", "")
    If KpiSpoken <> "" Then Exit Function
    On Error Resume Next
    #If Mac Then
        If Application.International(1) = 81 Then Office = 1041
    #Else
        Office = Application.LanguageSettings.LanguageID(2)
    #End If
    KpiSpoken = IIf(Office = 1041, "ja", "en")
End Function

Public Sub KpiSpeak(ByVal Language As String)
    SaveSetting "kpi_xl", "Ribbon", "Language", Language
End Sub
