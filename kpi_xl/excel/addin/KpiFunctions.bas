Attribute VB_Name = "KpiFunctions"
' The cell functions: each hands its arguments to Python and turns what comes back into a value or a real Excel error.
' On a Mac, where there are no cell functions, a cell keeps what it shows, so that a shared file never fills with errors.
Option Explicit

Private Function Answer(ByVal Name As String, ByVal Arguments As Variant) As Variant
    #If Mac Then
        Answer = Shown(Application.Caller)
    #Else
        Dim Found As Variant
        On Error GoTo Failed
        CallFunction Name, Values(Arguments), Found
        Answer = Answered(Found)
        Exit Function
Failed:
        Answer = CVErr(xlErrValue)
    #End If
End Function

' Ranges become their values: for each range handed over Python would call back into Excel about ten times.
' Value2, since Value rounds currency to four decimals.
Private Function Values(ByVal Arguments As Variant) As Variant
    Dim Place As Long
    For Place = LBound(Arguments) To UBound(Arguments)
        If IsObject(Arguments(Place)) Then Arguments(Place) = Arguments(Place).Value2
    Next Place
    Values = Arguments
End Function

' A text that stands for an error becomes the error, alone or in a table.
Private Function Answered(ByVal Found As Variant) As Variant
    Dim Row As Long, Column As Long
    If Not IsArray(Found) Then
        Answered = AsError(Found)
        Exit Function
    End If
    For Row = LBound(Found, 1) To UBound(Found, 1)
        If Dimensions(Found) = 1 Then
            Found(Row) = AsError(Found(Row))
        Else
            For Column = LBound(Found, 2) To UBound(Found, 2)
                Found(Row, Column) = AsError(Found(Row, Column))
            Next Column
        End If
    Next Row
    Answered = Found
End Function

Private Function Dimensions(ByVal Found As Variant) As Long
    Dim Last As Long
    Dimensions = 1
    On Error GoTo Done
    Last = UBound(Found, 2)
    Dimensions = 2
Done:
End Function

' Caller.Value would be a circular reference; what the cell shows is not.
Private Function Shown(ByVal Caller As Variant) As Variant
    Dim Text As String
    On Error GoTo Done
    Text = Caller.Cells(1, 1).Text
    Shown = Text
    If Right$(Text, 1) = "%" Then
        If IsNumeric(Left$(Text, Len(Text) - 1)) Then Shown = CDbl(Left$(Text, Len(Text) - 1)) / 100
    ElseIf IsNumeric(Text) Then
        Shown = CDbl(Text)
    End If
Done:
End Function
