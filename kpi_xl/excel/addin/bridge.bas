
' From here on kpi_xl. All above is private to this module: nothing in a cell, a shape or a link can call it. What can be called from
' outside takes no command and no path, only a job of KpiLists or the name of one of our functions.

Public Sub RunJob(ByVal Job As String, ByVal Choice As String)
    If Not KpiIsJob(Job) Then Exit Sub
    If Not KpiIsStrategy(Choice) Then Exit Sub
    If Interpreter() = "" Then
        MsgBox KpiWord("not_installed", 0), vbExclamation, "KPI"
        Exit Sub
    End If
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    If Not IsPlain(ActiveWorkbook.Name) Then
        MsgBox KpiWord("not_plain", 0), vbExclamation, "KPI"
        Exit Sub
    End If
    RunPython "from kpi_xl.excel.entry import run; run('" & Job & "', '" & Choice & "')"
End Sub

Public Sub CallFunction(ByVal Name As String, ByVal Arguments As Variant, ByRef Answer As Variant)
    If Not KpiIsFunction(Name) Then Err.Raise 1003
    Answer = XLPy.CallUDF("kpi_xl.excel.udfs", Name, Arguments)
End Sub

' Only a name, never a path: the copy stays inside Excel's own folder.
Public Sub KpiKeep(ByVal Book As String, ByVal File As String)
    #If Mac Then
        If InStr(File, "/") = 0 And InStr(File, ":") = 0 Then Workbooks(Book).SaveCopyAs Environ("HOME") & "/" & File
    #End If
End Sub

' The workbook's name becomes part of a command; these signs would cut it short, or on a Mac start another one.
Private Function IsPlain(ByVal Name As String) As Boolean
    Dim Signs As String, Place As Long
    #If Mac Then
        Signs = "=$`\|" & Chr(34)
    #Else
        Signs = "="
    #End If
    IsPlain = True
    For Place = 1 To Len(Signs)
        If InStr(Name, Mid$(Signs, Place, 1)) > 0 Then IsPlain = False
    Next Place
End Function

Private Sub RunPython(ByVal PythonCommand As String)
    #If Mac Then
        ExecuteMac PythonCommand, Interpreter(), ""
    #Else
        Dim Code As Integer
        Code = ExecuteWindows(False, PythonCommand, Interpreter())
    #End If
End Sub

Private Function Interpreter() As String
    #If Mac Then
        Interpreter = GetConfig("INTERPRETER_MAC", "")
    #Else
        Interpreter = GetConfig("INTERPRETER_WIN", "")
        If InStr(Interpreter, "\") = 0 Then Interpreter = ""
    #End If
End Function
